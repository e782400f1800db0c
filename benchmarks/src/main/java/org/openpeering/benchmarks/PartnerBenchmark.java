/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Latencies;

/** Lists of 100,000 peerings, or as many as asked for, page by page, and PUT of peerings at a fixed rate, both through the gateway. */
public final class PartnerBenchmark {
    private static final int PEERINGS = 100_000;
    private static final int PER_SECOND = 200;
    private static final String KEYS = """
            a.subscription_key, '/subscriptions/' || a.subscription_key || '/resourcegroups/group-' || i % 100
                || '/providers/microsoft.peering/peerings/peering-' || i,""";
    private static final List<String> METROS =
            List.of("Amsterdam", "Frankfurt", "London", "Madrid", "Paris", "Stockholm", "Vienna", "Zurich");

    private final Suite suite;
    private final Report report;
    private final Options options;
    private final List<ApiClient.User> partner;

    private PartnerBenchmark(Suite suite, Options options) {
        this.suite = suite;
        this.report = suite.report();
        this.options = options;
        this.partner = suite.connections("partner");
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Program.run(arguments, "--peerings", PEERINGS, (suite, options) -> new PartnerBenchmark(suite, options).run());
    }

    private void run() throws SQLException {
        String peerAsn = suite.onboarding().approvedPeerAsn("partner", Arm.PARTNER, "bench", 64496, "Contoso");
        fill();
        suite.printResident("filled", "partner");
        page("warm-up", 3);
        page("list of all peerings, a page", 2);
        suite.printResident("lists read", "partner");
        puts(peerAsn);
        suite.printResident("after", "partner");
    }

    /** Rows as the service writes them, each peering with two connections. */
    private void fill() throws SQLException {
        // Checkouts of before find rows by what their owners wrote.
        boolean keys = suite.number("partner", """
                select count(*) from information_schema.columns
                where table_name = 'peering' and column_name = 'subscription_key'""") > 0;
        suite.update("partner", """
                insert into peering (%s subscription, resource_group, name, revision, sku, kind, location, tags,
                    direct_type, metro, peer_asn, asn)
                select %s a.subscription, 'group-' || i %% 100, 'peering-' || i, i, 'Premium_Direct_Free', 'Direct',
                    'germanywestcentral', '{"environment":"bench"}', 'Edge', 'frankfurt', a.id, a.asn
                from generate_series(1, %d) i, peer_asn a where a.name = 'bench'""".formatted(
                        keys ? "subscription_key, resource_key," : "", keys ? KEYS : "", options.size()));
        suite.update("partner", """
                insert into connection (peering, position, identifier, state, bandwidth, provider,
                    use_for_peering_service, facility)
                select id, n, gen_random_uuid(), 'Active', 10000, 'Peer', true, 1
                from peering, generate_series(0, 1) n where location = 'germanywestcentral'""");
        suite.update("partner", """
                insert into session (peering, connection, family, metro, asn, subnet, peer_address, cloud_address,
                    established, claimed)
                select c.peering, c.identifier, 'IPv4', 'frankfurt', 64496,
                    set_masklen('10.0.0.0'::inet + (c.peering * 2 + c.position) * 2, 31)::cidr,
                    '10.0.0.0'::inet + (c.peering * 2 + c.position) * 2,
                    '10.0.0.1'::inet + (c.peering * 2 + c.position) * 2, true, true
                from connection c""");
        suite.update("partner", "analyze");
    }

    private void page(String name, int times) {
        Latencies latencies = new Latencies();
        int seen = 0;
        Phase phase = Phase.begin(suite, name);
        for (int i = 0; i < times; i++) {
            String next = Arm.versioned(Arm.in(Arm.PARTNER) + "/peerings");
            while (!next.isEmpty()) {
                long begin = System.nanoTime();
                JsonNode page = partner.getFirst().get(next).expect(200).json();
                latencies.since(begin);
                seen += page.path("value").size();
                URI link = URI.create(page.path("nextLink").asText());
                next = link.getRawQuery() == null ? "" : link.getRawPath() + "?" + link.getRawQuery();
            }
        }
        report.latencies(name, latencies, "p99 <= 20 ms");
        report.line("  %d peerings seen", seen / times);
        phase.end("page", latencies.count());
    }

    private void puts(String peerAsn) {
        load("warm-up, new peerings", 60, i -> put("warm", peerAsn, i, METROS.size()));
        suite.printResident("warm", "partner");
        load("PUT, new peerings at 8 metros", 30, i -> put("new", peerAsn, i, METROS.size()));
        load("PUT, the same again", 30, i -> put("new", peerAsn, i, METROS.size()));
        load("PUT, new peerings at one metro", 30, i -> put("one", peerAsn, i, 1));
        load(
                "PUT, new peerings, a quarter of the rate",
                PER_SECOND / 4,
                30,
                i -> put("few", peerAsn, i, METROS.size()));
    }

    private void load(String name, int seconds, IntFunction<Answer> call) {
        load(name, PER_SECOND, seconds, call);
    }

    private void load(String name, int perSecond, int seconds, IntFunction<Answer> call) {
        Load.run(suite, name, perSecond, options.atMost(seconds), "p99 <= 25 ms", call);
    }

    private Answer put(String series, String peerAsn, int i, int metros) {
        String metro = METROS.get(i % metros);
        int octet = 64 * List.of("warm", "new", "one", "few").indexOf(series);
        String identifier = UUID.nameUUIDFromBytes((series + i).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        String subnet = String.format(Locale.ROOT, "172.%d.%d.%d/31", 16 + octet / 16, i / 128 % 256, i % 128 * 2);
        return partner.get(i % partner.size())
                .put(Arm.versioned(Arm.peering(Arm.PARTNER, "puts", series + "-" + i)), """
                {"sku": {"name": "Basic_Direct_Free"}, "kind": "Direct", "location": "westeurope",
                 "properties": {"peeringLocation": "%s", "direct": {"peerAsn": {"id": "%s"}, "connections": [
                   {"bandwidthInMbps": 10000, "sessionAddressProvider": "Peer", "connectionIdentifier": "%s",
                    "bgpSession": {"sessionPrefixV4": "%s", "maxPrefixesAdvertisedV4": 1000}}]}}}""".formatted(
                                metro, peerAsn, identifier, subnet));
    }
}
