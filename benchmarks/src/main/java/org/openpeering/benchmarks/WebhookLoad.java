/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.EventStream;
import org.openpeering.stack.demo.Latencies;
import org.openpeering.stack.process.Await;

/**
 * Webhooks beside streams: how much later a receiver has what a stream has pushed, and how many deliveries a second there are
 * to the twenty receivers that a subscription may have, when all answer, and when two of them hang until the attempt's end.
 */
final class WebhookLoad implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int RECEIVERS = 20;
    private static final int HANGING = 2;
    private static final int OFFENDERS = 256;
    private static final int ROUNDS = 4;
    /** Of nobody else: each event has its own cause. */
    private static final long FIRST_OFFENDER = 4_200_000_000L;

    private static final String WAITING = "select count(*) from webhook_delivery where state in ('Waiting', 'Sending')"
            + " and webhook not like '%/hangs%'";

    private final Suite suite;
    private final Report report;
    private final ApiClient.User customer;
    private final Receivers receivers = new Receivers();
    /** When the stream had each message. */
    private final Map<String, Long> pushed = new ConcurrentHashMap<>();

    WebhookLoad(Suite suite, ApiClient.User customer) {
        this.suite = suite;
        this.report = suite.report();
        this.customer = customer;
        put("beside");
    }

    private static String webhook(String name) {
        return Arm.versioned(Arm.in(Arm.CUSTOMER) + "/webhooks/" + name);
    }

    private void put(String name) {
        String path = name.startsWith("hangs") ? "/hangs/" + name : "/" + name;
        customer.put(webhook(name), """
                {"properties": {"endpoint": "%s", "filter": {"eventTypes": ["PrefixSubPrefixHijackEvent"]}}}""".formatted(receivers.url(path))).expect(201);
    }

    /** The stream has had it. */
    void pushed(EventStream.Event event) {
        pushed.put(
                event.data().path("id").asText() + ":"
                        + event.data().path("revision").asText(),
                event.nanos());
    }

    /** Of what the stream has had since the last time. */
    void compare(String name) {
        Map<String, Long> taken = Await.value(
                "what the stream had",
                LIMIT,
                receivers::taken,
                all -> pushed.keySet().stream().allMatch(id -> all.containsKey("/beside " + id)));
        Latencies later = new Latencies();
        pushed.forEach((id, nanos) ->
                later.add(Math.max(0, Objects.requireNonNull(taken.get("/beside " + id)) - nanos)));
        report.latencies(name + ", webhook's receiver after the stream", later, "p99 <= 50 ms");
        pushed.clear();
        receivers.forget();
    }

    /** Events of many offenders at once, again and again, told to all. */
    void deliveries(Carrier carrier) {
        customer.delete(webhook("beside")).expect(200);
        for (int hanging : new int[] {0, HANGING}) {
            for (int i = 0; i < RECEIVERS; i++) {
                put((i < hanging ? "hangs-" : "takes-") + i);
            }
            receivers.forget();
            String name = "deliveries to " + RECEIVERS + " webhooks, " + hanging + " hang";
            Phase phase = Phase.begin(suite, name);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < OFFENDERS; i++) {
                    carrier.strangerAnnounces("10.60." + i + ".0/24", FIRST_OFFENDER + (long) round * OFFENDERS + i);
                }
                for (int i = 0; i < OFFENDERS; i++) {
                    carrier.strangerWithdraws("10.60." + i + ".0/24");
                }
            }
            int least = ROUNDS * OFFENDERS * (RECEIVERS - hanging);
            Await.value("deliveries", LIMIT, receivers::taken, all -> all.size() >= least);
            Await.value("all of them", LIMIT, () -> suite.number("prefix", WAITING), waiting -> waiting == 0);
            rate(name);
            phase.end("delivery", receivers.taken().size());
            for (int i = 0; i < RECEIVERS; i++) {
                customer.delete(webhook((i < hanging ? "hangs-" : "takes-") + i))
                        .expect(200);
            }
        }
    }

    private void rate(String name) {
        Map<String, Long> taken = receivers.taken();
        double seconds = (Collections.max(taken.values()) - Collections.min(taken.values())) / 1e9;
        double rate = taken.size() / seconds;
        report.line("%s: %d in %.1f s, %.0f/s (goal: 1000/s)", name, taken.size(), seconds, rate);
        report.figure(name + ", 1/s", rate);
    }

    @Override
    public void close() {
        receivers.close();
    }
}
