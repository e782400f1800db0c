/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.EventStream;
import org.openpeering.stack.demo.Events;
import org.openpeering.stack.demo.Latencies;
import org.openpeering.stack.synthetic.BgpMessages;

/**
 * From the byte of an offending update to the event pushed to a customer: while another router reports 10,000 prefixes a
 * second, while it transfers a table of 1.3 million routes, or as many as asked for, and when 600 sessions send 23,000
 * updates of 35 monitored prefixes at once, as a hijack of 2026 did.
 */
public final class InsightsBenchmark {
    private static final int ROUTES = 1_300_000;
    private static final int PACKED = 10;
    private static final int PER_SECOND = 10_000;
    private static final int OFFENDERS_PER_SECOND = 5;
    private static final int SESSIONS = 600;
    private static final int PREFIXES = 35;
    private static final int PAIRS = 64;
    private static final int UPDATES = 23_000;
    private static final long LIMIT_SECONDS = 120;
    private static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);
    private static final String WATCHED = "10.60.0.0/16";
    private static final long FIRST_OFFENDER = 65_536;

    private final Suite suite;
    private final Report report;
    private final Options options;
    private final Carrier carrier;
    private final LoadRouter router;
    private final ApiClient.User customer;
    private int offenders;

    private InsightsBenchmark(Suite suite, Options options, Carrier carrier, LoadRouter router) {
        this.suite = suite;
        this.report = suite.report();
        this.options = options;
        this.carrier = carrier;
        this.router = router;
        this.customer = suite.connections("customer").getFirst();
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Program.run(arguments, "--routes", ROUTES, (suite, options) -> {
            try (Carrier carrier = suite.carrier("bench", "Hamburg", 64496, 64497)) {
                carrier.onboarding().edgeRouter("load-edge", "Hamburg", List.of("127.0.0.1"));
                try (LoadRouter router = new LoadRouter("load-edge", suite.bmp())) {
                    new InsightsBenchmark(suite, options, carrier, router).run();
                }
            }
        });
    }

    private void run() {
        String prefix = carrier.customerPrefix("watched", WATCHED);
        carrier.announce(WATCHED);
        carrier.onboarding().awaitState("customer", prefix, "Verified", LIMIT);
        for (int peer = 0; peer < SESSIONS; peer++) {
            router.peerUp(peer);
            router.endOfRib(peer);
        }
        router.flush();
        try (EventStream stream = new EventStream(customer, Arm.versioned(prefix + "/events/stream"), Map.of());
                WebhookLoad webhooks = new WebhookLoad(suite, customer)) {
            hijacks("warm-up, nothing else", stream, webhooks, options.atMost(10), () -> {});
            hijacks("offending update to event pushed, nothing else", stream, webhooks, options.atMost(10), () -> {});
            hijacks(
                    "offending update to event pushed, at " + PER_SECOND + " prefixes/s",
                    stream,
                    webhooks,
                    options.atMost(20),
                    this::steady);
            hijacks(
                    "offending update to event pushed, during a table transfer",
                    stream,
                    webhooks,
                    Duration.ofHours(1),
                    this::table);
            webhooks.deliveries(carrier);
        }
        suite.printResident("with a table of " + options.size(), "insights");
        burst();
        suite.printResident("after", "insights");
    }

    /** Offending updates at a fixed rate while the other router does its work, or for the time if it has none that ends. */
    private void hijacks(String name, EventStream stream, WebhookLoad webhooks, Duration longest, Runnable work) {
        Map<String, Long> due = new ConcurrentHashMap<>();
        Latencies latencies = new Latencies();
        AtomicBoolean busy = new AtomicBoolean(true);
        Phase phase = Phase.begin(suite, name);
        long begin = System.nanoTime();
        Thread worker = Thread.ofPlatform().start(() -> {
            long end = begin + longest.toNanos();
            do {
                work.run();
                LockSupport.parkNanos(1_000_000);
            } while (longest.toHours() == 0 && System.nanoTime() < end);
            busy.set(false);
        });
        Thread sender = Thread.ofPlatform().start(() -> {
            for (int i = 0; busy.get(); i++) {
                long moment = begin + i * TimeUnit.SECONDS.toNanos(1) / OFFENDERS_PER_SECOND;
                LockSupport.parkNanos(moment - System.nanoTime());
                String offender = "10.60." + offenders % 256 + ".0/24";
                due.put(offender, moment);
                carrier.strangerAnnounces(offender, FIRST_OFFENDER + offenders++);
            }
        });
        while (worker.isAlive() || sender.isAlive() || !due.isEmpty()) {
            if (due.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            EventStream.Event event = next(stream, data -> hijack(data, due));
            String offender = event.data().path("offendingPrefix").asText();
            latencies.add(event.nanos() - Objects.requireNonNull(due.remove(offender)));
            webhooks.pushed(event);
            carrier.strangerWithdraws(offender);
        }
        report.latencies(name, latencies, "p99 <= 250 ms; during a transfer 2 s");
        webhooks.compare(name);
        report.since(name + ", all", begin);
        phase.end("event", latencies.count());
    }

    private static boolean hijack(JsonNode data, Map<String, Long> due) {
        return data.path("type").asText().equals("PrefixSubPrefixHijackEvent")
                && Events.hasStatus(data, "open")
                && due.containsKey(data.path("offendingPrefix").asText());
    }

    private static EventStream.Event next(EventStream stream, java.util.function.Predicate<JsonNode> wanted) {
        try {
            return stream.await(wanted, LIMIT_SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int round;

    /** A second of changes: each route comes with another path than the last time. */
    private void steady() {
        long begin = System.nanoTime();
        round++;
        int packed = 100;
        for (int i = 0; i < PER_SECOND / packed; i++) {
            long moment = begin + (long) i * packed * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            LockSupport.parkNanos(moment - System.nanoTime());
            router.announce(0, networks(i * packed, packed), 64_500, 70_000 + round, 80_000 + i);
            router.flush();
        }
        LockSupport.parkNanos(begin + TimeUnit.SECONDS.toNanos(1) - System.nanoTime());
    }

    private void table() {
        long begin = System.nanoTime();
        for (int first = 0; first < options.size(); first += PACKED) {
            router.announce(
                    1, networks(first, Math.min(PACKED, options.size() - first)), 64_500, 100_000 + first / PACKED);
        }
        router.endOfRib(1);
        router.flush();
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.line(
                "table of %d routes taken in %.1f s, %.0f routes/s", options.size(), seconds, options.size() / seconds);
        report.figure("table of " + options.size() + " routes, s", seconds);
    }

    /** /24s from 20.0.0.0 on, which nobody monitors. */
    private static byte[] networks(int first, int count) {
        ByteBuffer nlri = ByteBuffer.allocate(4 * count);
        for (int i = first; i < first + count; i++) {
            int network = (20 << 16) + i;
            nlri.put((byte) 24)
                    .put((byte) (network >> 16))
                    .put((byte) (network >> 8))
                    .put((byte) network);
        }
        return nlri.array();
    }

    private void burst() {
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < PREFIXES; i++) {
            prefixes.add(carrier.customerPrefix("burst-" + i, burst(i)));
            carrier.announce(burst(i));
        }
        prefixes.forEach(id -> carrier.onboarding().awaitState("customer", id, "Verified", LIMIT));
        suite.quiet();
        String service = Arm.peeringService(Arm.CUSTOMER, "bench", "home");
        Map<String, Long> firstSeen = new HashMap<>();
        Latencies latencies = new Latencies();
        String name = SESSIONS + " sessions, " + UPDATES + " updates of " + PREFIXES + " prefixes at once";
        try (EventStream stream = new EventStream(customer, Arm.versioned(service + "/events/stream"), Map.of())) {
            Phase phase = Phase.begin(suite, name);
            long begin = System.nanoTime();
            for (int i = 0; i < UPDATES; i++) {
                int number = (i / SESSIONS + i) % PREFIXES;
                int which = PREFIXES + number < PAIRS ? i % SESSIONS % 2 : 0;
                long offender = FIRST_OFFENDER + (which == 0 ? number : PREFIXES + number);
                router.announce(i % SESSIONS, burstNetwork(number), 64_500, 200_000 + i, offender);
                if (firstSeen.putIfAbsent(burst(number) + " " + offender, System.nanoTime()) == null) {
                    router.flush();
                }
            }
            router.flush();
            report.since(name + ", written", begin);
            while (!firstSeen.isEmpty()) {
                EventStream.Event event = next(stream, data -> firstSeen.containsKey(pair(data)));
                latencies.add(event.nanos() - Objects.requireNonNull(firstSeen.remove(pair(event.data()))));
            }
            report.latencies(name + ", first offending update to event pushed", latencies, "p99 <= 2 s");
            suite.quiet();
            report.since(name + ", all of it done", begin);
            phase.end("update", UPDATES);
        }
        long events = prefixes.stream()
                .flatMap(id -> Events.of(customer, id).stream())
                .filter(event -> event.path("type").asText().equals("PrefixOriginAsChangeEvent"))
                .count();
        report.line("  %d events of %d pairs of prefix and offender", events, PAIRS);
        if (events != PAIRS) {
            throw new IllegalStateException("lost or told twice: " + events);
        }
    }

    private static String pair(JsonNode data) {
        return data.path("offendingPrefix").asText() + " "
                + data.path("seenOrigin").asText();
    }

    private static String burst(int number) {
        return "10.61." + number + ".0/24";
    }

    private static byte[] burstNetwork(int number) {
        return BgpMessages.nlri(new byte[] {10, 61, (byte) number, 0}, 24);
    }
}
