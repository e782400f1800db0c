/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencyWindow;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.latency.store.OvertakenException;
import org.openpeering.insights.latency.store.RoundTrips;
import org.openpeering.insights.latency.store.Turn;
import org.openpeering.insights.latency.store.WindowKey;
import org.openpeering.insights.latency.store.WindowStore;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.MergeService;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/** Samples in Kafka become reports, by real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class LatencyFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SUBSCRIPTION = "33333333-3333-4333-8333-333333333333";
    private static final String BASE =
            "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg/providers/Microsoft.Peering";
    private static final String READER = Tokens.of("customer", "/subscriptions/" + SUBSCRIPTION + "/reader");
    private static final String STRANGER =
            Tokens.of("stranger", "/subscriptions/44444444-4444-4444-8444-444444444444/owner");
    private static final String OPERATOR = Tokens.of("operator", "/operators");
    private static final AtomicInteger NETWORKS = new AtomicInteger();

    @Inject
    WindowStore store;

    @Inject
    MergeService merges;

    @Inject
    RoundTrips ladder;

    @Inject
    LatencyQueries queries;

    private IpPrefix prefix;
    private String service;
    private String name;

    @BeforeEach
    void declare() {
        int network = NETWORKS.incrementAndGet();
        prefix = IpPrefix.parse("198.18." + network + ".0/24");
        service = "service-" + network;
        name = BASE + "/peeringServices/" + service + "/prefixes/p";
        long revision = System.currentTimeMillis();
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter("edge-f", revision, "Frankfurt", List.of(IpAddress.parse("127.0.0.1")), List.of()));
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter("edge-p", revision, "Paris", List.of(IpAddress.parse("127.0.0.2")), List.of()));
        ResourceId peering = ResourceId.parse(BASE + "/peerings/fra");
        Broker.send(
                Topic.PEERINGS,
                new Peering(
                        peering,
                        revision,
                        PeeringKind.DIRECT,
                        DirectPeeringType.EDGE,
                        "Frankfurt",
                        ResourceId.ofSubscription(peering.subscription(), ResourceType.PEER_ASNS, "p"),
                        new Asn(64496),
                        List.of(),
                        List.of(ConnectionState.ACTIVE)));
        Broker.send(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(prefix, revision, List.of(new Asn(64496)), List.of())
                        .heldBy(List.of(
                                ResourceId.parse(name),
                                ResourceId.parse(BASE + "/peerings/fra/registeredPrefixes/r" + network),
                                ResourceId.parse(BASE + "/peerings/fra/registeredAsns/a" + network))));
        eventually(LIMIT, () -> report(name, "").statusCode(200));
    }

    @Test
    void samplesBecomeReportsWithEverySiteAndSourceNamed() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<LatencySample> samples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            samples.add(sample("Frankfurt", now.minusSeconds(i), now, 10_000 + 100L * i, 10_050 + 100L * i));
        }
        // A site with three samples, one of them lost.
        samples.add(sample("Paris", now, now, 30_000));
        samples.add(sample("Paris", now, now, 31_000));
        samples.add(sample("Paris", now, now));
        samples.forEach(LatencyFlowTest::send);
        // Twice, late, ahead of its time, of nobody.
        send(samples.getFirst());
        send(sample("Paris", now.minus(Duration.ofMinutes(12)), now, 99_000));
        send(sample("Paris", now.plus(Duration.ofMinutes(5)), now, 99_000));

        eventually(
                LIMIT,
                () -> report(name, "?window=PT1H&step=PT1M&by=site")
                        .statusCode(200)
                        .body("times.samples", equalTo(43))
                        .body("times.count", equalTo(82)));
        JsonPath report =
                report(name, "?window=PT1H&step=PT1M&by=site").extract().jsonPath();
        assertThat(report.getList("prefixes")).containsExactly(prefix.toString());
        assertThat(report.getDouble("times.min")).isEqualTo(10);
        assertThat(report.getDouble("times.max")).isEqualTo(31);
        assertThat(report.getDouble("times.p50")).isBetween(11.8, 12.2);
        assertThat(report.getList("sources.source")).containsExactly("agent");
        assertThat(report.getInt("sources[0].samples")).isEqualTo(43);
        assertThat(report.getList("sites.site")).containsExactly("Frankfurt", "Paris");
        assertThat(report.getDouble("sites[1].times.loss")).isCloseTo(4 / 6.0, within(1e-5));
        assertThat(report.getDouble("sites[0].times.jitter")).isGreaterThan(0);
        assertThat(report.getLong("buckets") - report.getLong("bucketsWithout")).isBetween(1L, 2L);

        report(name, "?window=PT1H&site=paris&compareSite=Frankfurt&compareTo=previous")
                .statusCode(200)
                .body("times.samples", equalTo(3))
                .body("comparison.site", equalTo("Frankfurt"))
                .body("comparison.times.samples", equalTo(0))
                .body("comparison.times.p50", nullValue())
                .body("comparison.p50Above", nullValue());
        report(BASE + "/peeringServices/" + service, "?window=PT1H")
                .statusCode(200)
                .body("times.samples", equalTo(43));
        String registered = BASE + "/peerings/FRA/registeredPrefixes/r" + prefixNumber();
        report(registered, "?window=PT1H")
                .statusCode(200)
                .body("registeredPrefixLatency", allOf(greaterThan(11.7f), lessThan(12.3f)))
                .body("averageCustomerPrefixLatency", nullValue());
        report(BASE + "/peerings/fra/registeredAsns/a" + prefixNumber(), "?window=PT1H")
                .statusCode(200)
                .body("averageCustomerPrefixLatency", allOf(greaterThan(11.7f), lessThan(12.3f)));
        metric("RegisteredPrefixLatency", "RegisteredPrefixName", "r" + prefixNumber());
        metric("AverageCustomerPrefixLatency", "RegisteredAsnName", "a" + prefixNumber());
        windowsAreTold();
    }

    private static void metric(String metric, String dimension, String value) {
        eventually(
                LIMIT,
                () -> given().header("Authorization", "Bearer " + READER)
                        .queryParam("api-version", "2018-01-01")
                        .queryParam("metricnames", metric)
                        .queryParam("$filter", dimension + " eq '" + value + "'")
                        .queryParam("interval", "FULL")
                        .get(BASE + "/peerings/fra/providers/microsoft.insights/metrics")
                        .then()
                        .statusCode(200)
                        .body("value[0].timeseries.metadatavalues[0].value", equalTo(List.of(value)))
                        .body("value[0].timeseries[0].data[0].average", allOf(greaterThan(11.7f), lessThan(12.3f))));
    }

    private void windowsAreTold() {
        eventually(LIMIT, () -> {
            Map<Instant, Long> paris = new HashMap<>();
            for (LatencyWindow window : Broker.read(Topic.LATENCY_WINDOWS, prefix.toString(), LatencyWindow.class)) {
                if (window.site().equals("Paris")) {
                    paris.merge(window.at(), window.samples(), Math::max);
                }
            }
            assertThat(paris.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
        });
    }

    private int prefixNumber() {
        return Integer.parseInt(service.substring("service-".length()));
    }

    /** Neighbours in one /24 that have different customers: each is told its own, under the name that both may be shown by. */
    @Test
    void whoHoldsAPartOfA24SeesNothingOfItsNeighbour() {
        String network = "198.18." + (100 + prefixNumber());
        IpPrefix left = IpPrefix.parse(network + ".0/25");
        IpPrefix right = IpPrefix.parse(network + ".128/25");
        String mine = BASE + "/peeringServices/left-" + prefixNumber() + "/prefixes/p";
        String registered = BASE + "/peerings/fra/registeredPrefixes/left" + prefixNumber();
        held(left, mine, registered);
        held(
                right,
                "/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg/providers/Microsoft.Peering"
                        + "/peeringServices/right/prefixes/p");
        eventually(LIMIT, () -> report(mine, "").statusCode(200));
        // A report ends with the second that goes on: of a minute that has only begun it has nothing.
        Instant at = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(1));
        Turn turn = turn(12_000 + prefixNumber(), 0, 1, at, 1, Map.of(left, 10_000L, right, 90_000L));
        acquaint(turn);
        write(turn);

        for (String whose : List.of(mine, mine.substring(0, mine.indexOf("/prefixes/")), registered)) {
            report(whose, "?window=PT1H")
                    .statusCode(200)
                    .body("prefixes", equalTo(List.of(network + ".0/24")))
                    .body("times.samples", equalTo(1))
                    .body("times.max", equalTo(10f));
        }
        assertThat(Transactions.await(() -> queries.summary(Selector.ofPrefix(left), at, at.plusSeconds(60)))
                        .max())
                .isEqualTo(10);
    }

    /** A month of 60 prefixes at 5 sites is 216,000 rows by the hour: the database adds them up. */
    @Test
    void aMonthOfManyPrefixesIsAnsweredByHoursAndOfVeryManyByDays() {
        String peering = BASE + "/peerings/many" + prefixNumber();
        Map<IpPrefix, Long> many = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            IpPrefix each = IpPrefix.parse("198.19.%d.%d/30".formatted(prefixNumber(), 4 * i));
            many.put(each, 10_000L);
            held(each, peering + "/registeredPrefixes/r" + i);
        }
        Instant at = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        int part = 13_000 + prefixNumber();
        Turn some = turn(part, 0, 1, at, 5, many);
        acquaint(some);
        write(some);
        eventually(
                LIMIT,
                () -> report(peering, "?window=P30D")
                        .statusCode(200)
                        .body("prefixes", hasSize(1))
                        .body("times.samples", equalTo(300))
                        .body("medianStep", equalTo("PT1H"))
                        .body("registeredPrefixLatency", allOf(greaterThan(9.8f), lessThan(10.2f))));

        Turn more = turn(part, 1, 2, at, 40, many);
        acquaint(more);
        write(more);
        report(peering, "?window=P30D").statusCode(400).body("error.target", equalTo("step"));
        eventually(
                LIMIT,
                () -> report(peering, "?window=P30D&step=P1D")
                        .statusCode(200)
                        .body("times.samples", equalTo(2_700))
                        .body("sites", hasSize(40))
                        .body("medianStep", equalTo("P1D"))
                        .body("registeredPrefixLatency", allOf(greaterThan(9.8f), lessThan(10.2f))));
    }

    /** Of each prefix at each of so many sites one sample. */
    private static Turn turn(int part, long before, long after, Instant at, int sites, Map<IpPrefix, Long> micros) {
        Map<WindowKey, Measured> windows = new HashMap<>();
        micros.forEach((each, rtt) -> {
            for (int site = 0; site < sites; site++) {
                Measured measured = new Measured();
                measured.add(1, new long[] {rtt});
                SeriesKey series = SeriesKey.ofPrefix(each, "site-" + site, SampleSource.AGENT, ProbeClass.ROUND_TRIP);
                windows.put(new WindowKey(series, at.getEpochSecond() / 60), measured);
            }
        });
        return new Turn(part, before, after, windows);
    }

    private void held(IpPrefix each, String... holders) {
        Broker.send(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(each, System.currentTimeMillis(), List.of(new Asn(64496)), List.of())
                        .heldBy(Stream.of(holders).map(ResourceId::parse).toList()));
    }

    @Test
    void nobodyElseSeesIt() {
        given().auth()
                .oauth2(STRANGER)
                .get(name + "/latency?api-version=2022-10-01")
                .then()
                .statusCode(403);
        report(BASE + "/peeringServices/another/prefixes/p", "").statusCode(404);
    }

    @Test
    void whatIsWrongIsNamed() {
        report(name, "?step=PT7M").statusCode(400).body("error.target", equalTo("step"));
        report(name, "?window=PT1H&site=Atlantis")
                .statusCode(400)
                .body("error.target", equalTo("site"))
                .body("error.message", containsString("Atlantis"));
    }

    @Test
    void aTimeWithoutSamplesIsEmptyAndNotZero() {
        report(name, "?window=PT6H")
                .statusCode(200)
                .body("times.samples", equalTo(0))
                .body("times.min", nullValue())
                .body("times.loss", nullValue())
                .body("series", hasSize(0))
                .body("sources", hasSize(0));
    }

    @Test
    void resultsOfAtlasAndFlowsAreImportedWithTheirSource() {
        long second = Instant.now().minus(Duration.ofHours(3)).getEpochSecond();
        String ping = """
                {"type":"ping","msm_id":1001,"prb_id":77,"timestamp":%d,"dst_addr":"%s","sent":2,\
                "result":[{"rtt":21.5},{"x":"*"}]}""";
        String nobodys = "198.19.255.9";
        String body = ping.formatted(second, "198.18." + prefixNumber() + ".9") + "\n" + ping.formatted(second, nobodys)
                + "\n";
        for (int again = 0; again < 2; again++) {
            upload("ripe-atlas?site=Paris", "application/x-ndjson", body)
                    .statusCode(200)
                    .body("accepted", equalTo(1))
                    .body("refused", equalTo(1))
                    .body("refusals[0].record", equalTo(2))
                    .body("refusals[0].reason", containsString(nobodys));
        }
        upload(
                        "flow",
                        "text/csv",
                        "time,site,address,rttMicros\n%d,frankfurt,198.18.%d.9,9000 9100\n"
                                .formatted(second, prefixNumber()))
                .statusCode(200)
                .body("accepted", equalTo(1));
        upload("ripe-atlas?site=Atlantis", "application/json", "[]")
                .statusCode(400)
                .body("error.target", equalTo("site"));
        for (String where : List.of("ripe-atlas", "flow")) {
            given().auth()
                    .oauth2(OPERATOR)
                    .contentType("application/json")
                    .header("Content-Encoding", "gzip")
                    .body(new byte[] {31, (byte) 139, 8, 0})
                    .post("/operator/telemetry/imports/" + where)
                    .then()
                    .statusCode(415)
                    .body("error.target", equalTo("Content-Encoding"));
        }

        eventually(
                LIMIT,
                () -> report(name, "?window=PT6H&step=PT1H")
                        .statusCode(200)
                        .body("times.samples", equalTo(2))
                        .body("times.count", equalTo(3))
                        .body("sources.source", equalTo(List.of("ripe-atlas", "flow"))));
        report(name, "?window=PT6H&source=ripe-atlas")
                .body("times.samples", equalTo(1))
                .body("times.loss", equalTo(0.5f))
                .body("sites.site", equalTo(List.of("Paris")));
    }

    private static ValidatableResponse upload(String where, String type, String body) {
        return given().auth()
                .oauth2(OPERATOR)
                .contentType(type)
                .body(body.getBytes(UTF_8))
                .post("/operator/telemetry/imports/" + where)
                .then();
    }

    /** Whoever died between writing and the commit has written nothing; whoever goes on knows the place, and adds once. */
    @Test
    void eachSampleIsAddedOnceWhoeverDiesWhen() {
        int part = 10_000 + prefixNumber();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Turn turn = turn(part, 0, 5, at, 10_000);
        acquaint(turn);
        assertThatThrownBy(() -> Transactions.await(
                        () -> store.write(List.of(turn), Instant.now()).invoke(() -> {
                            throw new IllegalStateException("killed");
                        })))
                .hasMessageContaining("killed");
        assertThat(samples(at)).isZero();

        write(turn);
        assertThat(samples(at)).isEqualTo(1);
        // The one that was thought dead goes on, and so does one that reads again from the beginning.
        assertThatThrownBy(() -> write(turn)).isInstanceOf(OvertakenException.class);
        assertThat(Transactions.await(() -> store.places(Set.of(part)))).containsEntry(part, 5L);
        write(turn(part, 5, 9, at, 20_000));
        assertThat(samples(at)).isEqualTo(2);
        LatencySummary summary = summary(at);
        assertThat(summary.min()).isEqualTo(10);
        assertThat(summary.max()).isEqualTo(20);
    }

    @Test
    void levelsAreMergedUpwardAndAgainWhenSomethingComesLate() {
        int part = 11_000 + prefixNumber();
        Instant at = Level.HOUR.start(Instant.now().minus(Duration.ofHours(30)));
        Turn early = turn(part, 0, 1, at.plusSeconds(600), 10_000);
        acquaint(early);
        write(early);
        merge();
        eventually(LIMIT, () -> assertThat(hours(at)).isEqualTo(1));
        write(turn(part, 1, 2, at.plusSeconds(1_200), 20_000));
        merge();
        // The service merges, too: what it has taken it may be about to write.
        eventually(LIMIT, () -> assertThat(hours(at)).isEqualTo(2));
        // The hour is read from its own row, and once.
        assertThat(samples(at)).isEqualTo(2);
        merge();
        assertThat(hours(at)).isEqualTo(2);
    }

    private void merge() {
        for (Level level : List.of(Level.FIVE_MINUTES, Level.HOUR, Level.DAY)) {
            while (Transactions.await(() -> merges.close(ladder, level, Instant.now()))) {
                // The next of them.
            }
            int merged;
            do {
                merged = Transactions.await(() -> merges.merge(ladder, level));
            } while (merged > 0);
        }
    }

    private long hours(Instant at) {
        return Transactions.await(() -> queries.series(
                        Selector.ofPrefix(prefix), at, at.plusSeconds(3_600), Duration.ofHours(1), Set.of()))
                .getFirst()
                .summary()
                .samples();
    }

    private LatencySummary summary(Instant at) {
        return Transactions.await(() -> queries.summary(Selector.ofPrefix(prefix), at, at.plusSeconds(3_600)));
    }

    private long samples(Instant at) {
        return summary(at).samples();
    }

    private void acquaint(Turn turn) {
        Transactions.await(() -> store.acquaint(List.of(turn)));
    }

    private void write(Turn turn) {
        assertThat(Transactions.await(() -> store.write(List.of(turn), Instant.now()))
                        .tooOld())
                .isZero();
    }

    private Turn turn(int part, long before, long after, Instant at, long micros) {
        Measured measured = new Measured();
        measured.add(1, new long[] {micros});
        SeriesKey series = SeriesKey.ofPrefix(prefix, "Frankfurt", SampleSource.AGENT, ProbeClass.ROUND_TRIP);
        return new Turn(part, before, after, Map.of(new WindowKey(series, at.getEpochSecond() / 60), measured));
    }

    private LatencySample sample(String site, Instant measured, Instant received, long... rtts) {
        return new LatencySample(
                UUID.randomUUID().toString(),
                measured,
                received,
                "agent-1",
                site,
                SampleSource.AGENT,
                ProbeKind.TCP_CONNECT,
                prefix.network(),
                prefix,
                443,
                null,
                SamplePurpose.PROBE_TARGET,
                Math.max(2, rtts.length),
                rtts.length,
                rtts,
                List.of(),
                null);
    }

    private static void send(LatencySample sample) {
        Broker.send(Topic.LATENCY_SAMPLES, sample.key(), 1, sample);
    }

    private static ValidatableResponse report(String resource, String query) {
        return given().auth()
                .oauth2(READER)
                .get(resource + "/latency" + (query.isEmpty() ? "?" : query + "&") + "api-version=2022-10-01")
                .then();
    }
}
