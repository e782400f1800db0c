/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.rollup.Level;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/**
 * How long reports take, asked over HTTP: of one prefix, of a partner with 300 by the hour, and of one with 10,000 by the day, each at
 * 5 sites, for 30 days, and for as many as may be read: {@code mvn test -pl insights-service -Dtest=ReportLoadTest -Dload=true}.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
@EnabledIfSystemProperty(named = "load", matches = "true")
class ReportLoadTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ALL = 10_000;
    private static final int MANY = 300;
    private static final int SITES = 5;
    private static final int DAYS = 31;
    /** With all prefixes and sites {@code StoredQueries.MOST_ROWS}. */
    private static final int MOST_DAYS = 24;

    private static final int SHAPES = 100;
    private static final String BASE =
            "/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg/providers" + "/Microsoft.Peering";
    private static final String READER =
            Tokens.of("customer", "/subscriptions/33333333-3333-4333-8333-333333333333/reader");

    @Inject
    Directory directory;

    @Inject
    Statements statements;

    @Test
    void timesOfReports() throws IOException, InterruptedException {
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < ALL; i++) {
            prefixes.add(IpPrefix.parse("2001:db8:%x::/48".formatted(i)).toString());
            register(prefixes.getLast(), i);
        }
        eventually(LIMIT, () -> assertThat(directory.complete()).isTrue());
        eventually(
                LIMIT,
                () -> assertThat(closedSince(Instant.now().minus(Duration.ofDays(2))))
                        .isEqualTo(3));
        fill(prefixes);

        Instant to = Level.DAY.start(Instant.now());
        String most = "?from=" + to.minus(Duration.ofDays(MOST_DAYS)) + "&to=" + to;
        for (int round = 0; round < 3; round++) {
            ask("a prefix, P30D", BASE + "/peeringServices/s/prefixes/p7/latency?window=P30D", 50);
            ask(
                    "a prefix, P30D, a series of each site",
                    BASE + "/peeringServices/s/prefixes/p8/latency?by=site&window=P30D",
                    50);
            ask("300 prefixes of a partner, P30D", BASE + "/peerings/many/latency?window=P30D", 3);
            ask(
                    "10,000 prefixes of a partner, 24 days by the day",
                    BASE + "/peerings/all/latency" + most + "&step=P1D",
                    1);
        }
    }

    private void register(String prefix, int number) {
        List<ResourceId> holders = new ArrayList<>();
        holders.add(ResourceId.parse(BASE + "/peerings/all/registeredPrefixes/r" + number));
        if (number < MANY) {
            holders.add(ResourceId.parse(BASE + "/peeringServices/s/prefixes/p" + number));
            holders.add(ResourceId.parse(BASE + "/peerings/many/registeredPrefixes/r" + number));
        }
        directory
                .monitored()
                .received(new Received<>(
                        prefix,
                        1,
                        new MonitoredPrefix(IpPrefix.parse(prefix), 1, List.of(new Asn(64496)), List.of())
                                .heldBy(holders)));
    }

    private long closedSince(Instant time) {
        return Transactions.await(() -> statements
                .of("select count(*) as n from latency_level where closed >= :time")
                .set("time", time)
                .get(row -> row.number("n")));
    }

    private void fill(List<String> prefixes) {
        Instant today = Level.DAY.start(Instant.now());
        Instant first = today.minus(Duration.ofDays(DAYS));
        for (Level level : List.of(Level.HOUR, Level.DAY)) {
            update("select make_partitions('" + level.table("latency") + "'::regclass, timestamptz '" + first
                    + "', timestamptz '" + today + "')");
        }
        Transactions.await(() -> statements
                .of("insert into latency_series (kind, subject, shown, site, source, probe)"
                        + " select 'Prefix', p, p, 'site-' || s, 'agent', 'RoundTrip'"
                        + " from unnest(:prefixes) p, generate_series(1, " + SITES + ") s")
                .set("prefixes", prefixes)
                .update());
        fill(Level.DAY, prefixes, first, DAYS, 8_640);
        fill(Level.HOUR, prefixes.subList(0, MANY), first, DAYS * 24, 360);
        update("analyze latency_series, latency_day, latency_hour");
    }

    private void update(String sql) {
        Transactions.await(() -> statements.of(sql).list(row -> row));
    }

    private void fill(Level level, List<String> prefixes, Instant first, int buckets, int samples) {
        List<String> shapes = shapes(samples);
        long begin = System.nanoTime();
        for (int bucket = 0; bucket < buckets; bucket++) {
            Instant at = first.plus(level.step().multipliedBy(bucket));
            int number = bucket;
            Transactions.await(() -> statements
                    .of("insert into " + level.table("latency")
                            + " (series, at, part, sent, received, sum_micros, jitter_micros, differences, samples,"
                            + " min_micros, max_micros, sketch)"
                            + " select s.series, :at, -1, :sent, :sent, :sum, 1, 1, :samples, 5000, 90000, decode(k, 'base64')"
                            + " from latency_series s join unnest(:shapes) with ordinality as x (k, n)"
                            + " on n = 1 + (s.series + :bucket::integer) % " + SHAPES
                            + " where s.subject = any(:prefixes)")
                    .set("at", at)
                    .set("sent", 3L * samples)
                    .set("sum", 3L * samples * 20_000)
                    .set("samples", samples)
                    .set("shapes", shapes)
                    .set("bucket", number)
                    .set("prefixes", prefixes)
                    .update());
        }
        System.out.printf(
                "%s: %,d rows in %.0f s%n",
                level.table("latency"), (long) prefixes.size() * SITES * buckets, (System.nanoTime() - begin) / 1e9);
    }

    private static List<String> shapes(int samples) {
        Random random = new Random(1);
        List<String> shapes = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            Sketch sketch = new Sketch();
            for (int k = 0; k < 3 * samples; k++) {
                double base = 5_000 + 800.0 * i;
                double queue = random.nextInt(20) == 0 ? -Math.log(1 - random.nextDouble()) * base / 2 : 0;
                sketch.add((long) (base * (1 + random.nextGaussian() / 50) + queue));
            }
            shapes.add(Base64.getEncoder().encodeToString(sketch.bytes()));
        }
        return shapes;
    }

    private static void ask(String what, String path, int times) throws IOException, InterruptedException {
        long[] nanos = new long[times];
        int bytes = 0;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + RestAssured.port + path + "&api-version=2022-10-01"))
                    .header("Authorization", "Bearer " + READER)
                    .build();
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                nanos[i] = System.nanoTime() - begin;
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                bytes = answer.body().length();
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %.0f ms, longest %.0f ms, %,d bytes of answer%n",
                what, nanos[times / 2] / 1e6, nanos[times - 1] / 1e6, bytes);
    }
}
