/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.EventStream;
import org.openpeering.stack.demo.Events;
import org.openpeering.stack.demo.Latencies;

/** How fast the loop is. Prints figures; fails only when something does not happen at all. */
@WithStack
@Order(60)
class LatencyE2ETest {
    private static final String SECTION = "speed and memory";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(5);
    private static final int SAMPLES = 100;
    private static final int WARM_UP = 5;
    /** One alone would meet the pace at which a prefix tells its routes. */
    private static final int IN_TURN = 12;

    private static final int PUTS_PER_SECOND = 50;
    private static final int PUT_SECONDS = 10;
    private static final String PREFIX = "10.60.0.0/16";

    private final StackUnderTest stack;

    LatencyE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    void theLoopIsMeasured() throws InterruptedException {
        try (Carrier carrier = new Carrier(stack.api(), stack.bmp(), "latency", "Hamburg", 64502, 64503, 10)) {
            verification(carrier);
            String prefix = carrier.customerPrefix("latency", PREFIX);
            carrier.announce(PREFIX);
            carrier.onboarding().awaitState("customer", prefix, "Verified", LIMIT);
            events(carrier, prefix);
            whatAgentsMeasureIsJudged(prefix);
        }
        puts();
        memory();
    }

    private void verification(Carrier carrier) {
        List<String> prefixes = IntStream.range(0, IN_TURN)
                .mapToObj(i -> "10.62." + i + ".0/24")
                .toList();
        List<String> ids = prefixes.stream()
                .map(prefix -> carrier.customerPrefix("turn-" + prefixes.indexOf(prefix), prefix))
                .toList();
        Latencies latencies = new Latencies();
        for (int i = 0; i < SAMPLES + WARM_UP; i++) {
            String prefix = prefixes.get(i % IN_TURN);
            String id = ids.get(i % IN_TURN);
            long begin = System.nanoTime();
            carrier.announce(prefix);
            awaitVerified(id, true);
            if (i >= WARM_UP) {
                latencies.since(begin);
            }
            carrier.withdraw(prefix);
            awaitVerified(id, false);
        }
        Report.latencies(SECTION, "announcement to Verified, seen by GET", latencies, "p99 <= 1 s");
    }

    private void awaitVerified(String prefix, boolean wanted) {
        ApiClient.User customer = stack.api().as("customer");
        await(prefix + " Verified: " + wanted)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(STEP)
                .until(
                        () -> customer.get(Arm.versioned(prefix)).expect(200).property("prefixValidationState"),
                        state -> state.equals("Verified") == wanted);
    }

    private void events(Carrier carrier, String prefix) throws InterruptedException {
        Latencies bySse = new Latencies();
        Latencies byGet = new Latencies();
        ApiClient.User customer = stack.api().as("customer");
        String path = Arm.versioned(prefix + "/events/stream");
        try (EventStream stream = new EventStream(customer, path, Map.of())) {
            for (int i = 0; i < SAMPLES + WARM_UP; i++) {
                String offender = "10.60." + (i + 1) + ".0/24";
                long begin = System.nanoTime();
                carrier.strangerAnnounces(offender);
                Events.await(customer, prefix, LIMIT, event -> Events.isSubPrefixHijack(event, offender));
                long read = System.nanoTime();
                EventStream.Event pushed = stream.await(event -> Events.isSubPrefixHijack(event, offender), 20);
                if (i >= WARM_UP) {
                    byGet.add(read - begin);
                    bySse.add(pushed.nanos() - begin);
                }
                carrier.strangerWithdraws(offender);
            }
        }
        Report.latencies(SECTION, "offending update to event, pushed", bySse, "p99 <= 1 s");
        Report.latencies(SECTION, "offending update to event, seen by GET", byGet, "p99 <= 1 s");
    }

    /** From an agent's samples to an event that the customer reads: the prefix cannot be in Sydney and a few milliseconds away. */
    private void whatAgentsMeasureIsJudged(String prefix) {
        ApiClient.User customer = stack.api().as("customer");
        ApiClient.User operator = stack.api().as("operator");
        ApiClient.User agent = stack.api().as("agent-amsterdam");
        customer.put(Arm.versioned(prefix + "/routingPolicy"), """
                        {"properties": {"location": {"latitude": -33.87, "longitude": 151.2}}}""").expect(200);
        customer.put(Arm.versioned(prefix + "/probeTargets"), """
                        {"properties": {"targets": [{"address": "10.60.0.7", "probe": "TcpConnect", "port": 443}]}}""").expect(200);
        operator.put("/operator/agents/hamburg", """
                        {"site": "Hamburg", "clientId": "agent-amsterdam"}""").expect(200, 201);
        try {
            String assignment = "probeTarget|" + PREFIX + "|10.60.0.7|TcpConnect|443";
            await("what the agent is to measure")
                    .atMost(LIMIT)
                    .until(() -> agent.get("/telemetry/tests").text().contains(assignment));
            long begin = System.nanoTime();
            agent.post("/telemetry/samples", samples(assignment)).expect(200);
            Events.await(
                    customer,
                    prefix,
                    LIMIT,
                    event -> event.path("type").asText().equals("PrefixGeolocationEvent")
                            && event.path("summary").asText().contains("Hamburg"));
            Report.figure(
                    SECTION, "samples to event", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
        } finally {
            operator.delete("/operator/agents/hamburg").expect(200, 204);
        }
    }

    /** Of four minutes, since one is judged when a later one comes. */
    private static String samples(String assignment) {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        return IntStream.range(0, 16)
                .mapToObj(
                        i -> """
                        {"id": "%s", "assignment": "%s", "measuredAt": "%s", "site": "Hamburg", "target": "10.60.0.7",
                         "sent": 3, "rttMicros": [5100, 5000, 5200]}""".formatted(UUID.randomUUID(), assignment, minute.minus(Duration.ofMinutes(3 - i / 4))))
                .collect(Collectors.joining(",", "{\"samples\": [", "]}"));
    }

    /** Open loop: a slow answer does not delay the next request, and its own time counts from when it was due. */
    private void puts() throws InterruptedException {
        PlainService.prepare(stack);
        Latencies latencies = new Latencies();
        AtomicInteger refused = new AtomicInteger();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PUTS_PER_SECOND * PUT_SECONDS; i++) {
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / PUTS_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                String service = Arm.peeringService(Arm.CUSTOMER, "latency", "put-" + i % 100);
                threads.execute(() -> {
                    Answer answer = stack.api().as("customer").put(Arm.versioned(service), PlainService.BODY);
                    if (answer.isSuccess()) {
                        latencies.since(due);
                    } else {
                        refused.incrementAndGet();
                    }
                });
            }
        }
        String name = "PUT at " + PUTS_PER_SECOND + "/s";
        Report.latencies(SECTION, name, latencies, "p99 <= 50 ms");
        Report.figure(SECTION, name + ", not successful", refused.toString());
        assertThat(latencies.count()).isPositive();
    }

    private void memory() {
        Report.figure(SECTION, "start to Ready", stack.timeToReady().toMillis() + " ms (goal: <= 45 s)");
        Map<String, Long> resident = stack.residentBytes();
        resident.forEach((part, bytes) -> Report.figure(SECTION, "memory of " + part, megabytes(bytes)));
        long all = resident.values().stream().mapToLong(Long::longValue).sum();
        Report.figure(SECTION, "memory of the suite", megabytes(all) + " (goal: <= 2.0 GB)");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
}
