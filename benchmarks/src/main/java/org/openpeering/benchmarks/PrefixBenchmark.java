/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.Latencies;
import org.openpeering.stack.process.Await;

/**
 * PUT of prefixes at a fixed rate through the gateway, from the moment at which the suite is ready. Then 100,000 registered
 * prefixes of one partner, or as many as asked for, announced over two routers: the overlap check while they become more,
 * all validated anew, 1,000 changes of routes a second, and PUT of further ones.
 */
public final class PrefixBenchmark {
    private static final int PREFIXES = 100_000;
    private static final int CHANGES_PER_SECOND = 1_000;
    private static final int CHANGES = 20_000;
    private static final int SAMPLE = 100;
    private static final int PUTS_PER_SECOND = 200;
    private static final List<String> MAPS = List.of("8075:8007");
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration STEP = Duration.ofMillis(5);

    private final Suite suite;
    private final List<ApiClient.User> partner;
    private final Report report;
    private final Options options;
    private final Carrier carrier;
    private final int prefixes;

    private PrefixBenchmark(Suite suite, Options options, Carrier carrier) {
        this.suite = suite;
        this.report = suite.report();
        this.options = options;
        this.prefixes = options.size();
        this.partner = suite.connections("partner");
        this.carrier = carrier;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Program.run(arguments, "--prefixes", PREFIXES, (suite, options) -> {
            try (Carrier carrier = suite.carrier("bench", "Hamburg", 64496, 64497)) {
                new PrefixBenchmark(suite, options, carrier).run();
            }
        });
    }

    private void run() throws SQLException {
        coldStart();
        carrier.onboarding().registeredPrefix("partner", carrier.peering(), "template", "11.0.0.0/24");
        puts("warm", 60);
        puts("few", 20);
        long heap = suite.heapAfterCollection("prefix");
        int filled = 0;
        for (int size : List.of(prefixes / 100, prefixes / 10, prefixes)) {
            fill(filled, size);
            filled = size;
            overlaps(size);
        }
        announceAll();
        suite.printResident("with all prefixes", "prefix");
        double each = (double) (suite.heapAfterCollection("prefix") - heap) / prefixes;
        report.line("heap after a collection: %.0f B for each prefix (goal: <= 300 B)", each);
        report.figure("heap after a collection, B for each prefix", each);
        revalidation("1st");
        revalidation("2nd");
        revalidation("3rd");
        changes("warm-up");
        changes("measured");
        puts("many", 30);
        sessionDown();
        suite.printResident("after", "prefix");
    }

    /** Customers come as soon as the suite is ready: nothing is compiled, no connection is open. */
    private void coldStart() {
        report.line("cold start: %.1f s after the suite was ready", suite.age().toMillis() / 1e3);
        load("PUT, new registrations (cold)", options.atMost(60), i -> put("cold", i));
    }

    private void announceAll() throws SQLException {
        String name = "registered, announced and Verified, all";
        Phase phase = Phase.begin(suite, name);
        long begin = System.nanoTime();
        due("'Prefix', prefix, '', 0 from registered_prefix where id like '%/copy-%'");
        for (int i = 0; i < prefixes; i++) {
            carrier.announce(network(i));
        }
        settled();
        awaitAll("Verified");
        report.since(name, begin);
        phase.end("prefix", prefixes);
    }

    private void sessionDown() {
        String name = "one session of two goes down: all Failed";
        Phase phase = Phase.begin(suite, name);
        long begin = System.nanoTime();
        carrier.sessionDown(0);
        awaitAll("Failed");
        report.since(name, begin);
        phase.end("prefix", prefixes);
    }

    /** /25s from 10.0.0.0 on. */
    private static String network(int i) {
        long address = (10L << 24) + i * 128L;
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255)
                + "/25";
    }

    /** Registrations as the service writes them. */
    private void fill(int from, int to) throws SQLException {
        suite.update("prefix", """
                insert into registered_prefix (resource_key, subscription, peering_key, id, prefix, state, revision)
                select t.peering_key || '/registeredprefixes/copy-' || i, t.subscription, t.peering_key,
                    replace(t.id, '/template', '/copy-' || i), host('10.0.0.0'::inet + i * 128) || '/25',
                    'Pending', nextval('revision')
                from registered_prefix t, generate_series(%d, %d - 1) i where t.id like '%%/template'""".formatted(from, to));
        suite.update("prefix", """
                insert into prefix_key (key_hash, key, registered_prefix, current)
                select sha256(k.key::bytea), k.key, r.resource_key, true
                from registered_prefix r, lateral (select gen_random_uuid()::text as key where r.id is not null) k
                where not exists (select from prefix_key o where o.registered_prefix = r.resource_key)""");
        suite.update("prefix", "analyze");
    }

    /** How long the constraints take to refuse a stranger, in the middle of what is registered. */
    private void overlaps(int size) throws SQLException {
        Latencies latencies = new Latencies();
        String name = "overlap refused among " + size;
        Phase phase = Phase.begin(suite, name);
        try (Connection connection = suite.database("prefix");
                PreparedStatement insert = connection.prepareStatement("""
                        insert into registered_prefix
                            (resource_key, subscription, peering_key, id, prefix, state, revision)
                        values ('stranger', 'stranger', 'stranger', 'stranger', ?, 'Pending', 0)
                        on conflict do nothing""")) {
            for (int i = 0; i < 1_000; i++) {
                insert.setString(1, network((int) (i * 7919L % size)).replace("/25", "/26"));
                long begin = System.nanoTime();
                int inserted = insert.executeUpdate();
                latencies.since(begin);
                if (inserted > 0) {
                    throw new IllegalStateException("a prefix was registered twice");
                }
            }
        }
        report.latencies(name, latencies, "logarithmic");
        phase.end("insert", latencies.count());
    }

    /** Queues changes; the worker finds them by looking. */
    private void due(String what) throws SQLException {
        suite.update("prefix", "insert into due_change (kind, subject, detail, priority) select " + what);
    }

    private void settled() {
        Await.value(
                "nothing due",
                LIMIT,
                Duration.ofMillis(50),
                () -> suite.number("prefix", """
                        select (select count(*) from due_change) + (select count(*) from revalidation)
                            + (select count(*) from outbox)"""),
                waiting -> waiting == 0);
    }

    private void awaitAll(String state) {
        Await.value(
                "all " + state,
                LIMIT,
                Duration.ofMillis(200),
                () -> suite.number(
                        "prefix",
                        "select count(*) from registered_prefix where id like '%/copy-%' and state <> '" + state + "'"),
                others -> others == 0);
    }

    /** What is confirmed is stored: as if the last round had been an hour ago. */
    private void revalidation(String round) throws SQLException {
        suite.update("prefix", "update registered_prefix set validated_at = validated_at - interval '1 hour'");
        suite.update("prefix", "vacuum registered_prefix");
        suite.quiet();
        String name = round + " full validation";
        Phase phase = Phase.begin(suite, name);
        long begin = System.nanoTime();
        due("'Everything', '', '', 2");
        settled();
        report.since(name, begin);
        CpuAccount used = phase.end("prefix", prefixes);
        report.line(
                "  CPU: service %.1f s, database %.1f s (goal: <= 10 s of one core)",
                used.millis("prefix") / 1e3, used.millis("postgres") / 1e3);
        long old = suite.number(
                "prefix", "select count(*) from registered_prefix where validated_at < now() - interval '30 minutes'");
        if (old > 0) {
            throw new IllegalStateException(old + " were not looked at");
        }
    }

    /**
     * Each of the first prefixes loses its community at one router, or gets it back. Some of them are watched in the row
     * that a GET reads: a client for each would be more load than the changes are.
     */
    private void changes(String name) throws SQLException {
        int changes = Math.min(CHANGES, prefixes);
        for (boolean good : List.of(false, true)) {
            String state = good ? "Verified" : "Failed";
            Map<String, Long> watched = new ConcurrentHashMap<>();
            AtomicBoolean sending = new AtomicBoolean(true);
            Latencies latencies = new Latencies();
            String phaseName = name + ", changes of routes to " + state;
            Phase phase = Phase.begin(suite, phaseName);
            long begin = System.nanoTime();
            Thread watcher = Thread.ofPlatform().start(() -> watch(state, watched, sending, latencies));
            for (int i = 0; i < changes; i++) {
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / CHANGES_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                if (i % SAMPLE == 0) {
                    watched.put(network(i), due);
                }
                carrier.announce(0, network(i), good ? MAPS : List.of());
            }
            sending.set(false);
            join(watcher);
            report.latencies(phaseName + " at " + CHANGES_PER_SECOND + "/s", latencies, "p99 <= 250 ms");
            settled();
            report.since(phaseName + ", followed up", begin);
            phase.end("change", changes);
        }
    }

    private void watch(String state, Map<String, Long> watched, AtomicBoolean sending, Latencies latencies) {
        try (Connection connection = suite.database("prefix");
                PreparedStatement query = connection.prepareStatement(
                        "select prefix from registered_prefix where prefix = any(?) and state = ?")) {
            query.setString(2, state);
            while (sending.get() || !watched.isEmpty()) {
                query.setArray(
                        1, connection.createArrayOf("text", watched.keySet().toArray()));
                try (ResultSet seen = query.executeQuery()) {
                    while (seen.next()) {
                        latencies.since(Objects.requireNonNull(watched.remove(seen.getString("prefix"))));
                    }
                }
                LockSupport.parkNanos(STEP.toNanos());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void puts(String series, int seconds) {
        suite.quiet();
        Duration duration = options.atMost(seconds);
        load("PUT, new registrations (" + series + ")", duration, i -> put(series, i));
        load("PUT, the same again (" + series + ")", duration.dividedBy(2), i -> put(series, i));
    }

    private void load(String name, Duration duration, IntFunction<Answer> call) {
        Load.run(suite, name, PUTS_PER_SECOND, duration, "p99 <= 25 ms", call);
    }

    private Answer put(String series, int i) {
        String prefix = "2001:db8:%x:%x::/64".formatted(series.hashCode() & 0xffff, i);
        return partner.get(i % partner.size())
                .put(
                        Arm.versioned(Arm.registeredPrefix(carrier.peering(), series + "-" + i)),
                        "{\"properties\": {\"prefix\": \"" + prefix + "\"}}");
    }
}
