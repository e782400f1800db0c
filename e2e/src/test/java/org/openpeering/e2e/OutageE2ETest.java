/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.DemoFailure;

/**
 * Promises D1, D2 and D6: what was acknowledged stays and reaches the other services, whatever stops or is killed meanwhile;
 * and Kafka down is not API down. The oracle is the clients' own log of 2xx.
 */
@WithStack
@Order(70)
class OutageE2ETest {
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration PHASE = Duration.ofSeconds(4);
    private static final Duration FROZEN = Duration.ofSeconds(25);
    /** Between a writer's calls: what has to be read again in the end must not grow with the speed of the machine. */
    private static final Duration PAUSE = Duration.ofMillis(60);

    private static final int READERS = 8;
    private static final String GROUP = "outage";
    /** What no write waits for. */
    private static final Set<String> NOT_NEEDED = Set.of("kafka", "insights");

    private static final Set<Integer> EXCUSES = Set.of(429, 503, 504);

    private final StackUnderTest stack;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger failures = new AtomicInteger();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

    OutageE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    /** A client that writes unique names all the time and keeps the ids of what was acknowledged. */
    private final class Writer {
        private final String user;
        private final IntFunction<String> id;
        private final IntFunction<String> body;
        private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        private final Thread thread;

        Writer(String user, IntFunction<String> id, IntFunction<String> body) {
            this.user = user;
            this.id = id;
            this.body = body;
            this.thread = Thread.ofVirtual().start(this::write);
        }

        int count() {
            return acknowledged.size();
        }

        private void write() {
            for (int i = 0; running.get(); i++) {
                try {
                    Answer answer = stack.api().as(user).put(Arm.versioned(id.apply(i)), body.apply(i));
                    if (answer.isSuccess()) {
                        acknowledged.add(id.apply(i));
                    } else {
                        failures.incrementAndGet();
                        if (!EXCUSES.contains(answer.status())) {
                            unexpected.add(answer.status() + " " + answer.text());
                        }
                    }
                } catch (DemoFailure e) {
                    failures.incrementAndGet();
                    System.getLogger("outage").log(System.Logger.Level.DEBUG, "no answer", e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Test
    @Timeout(value = 9, unit = TimeUnit.MINUTES)
    void nothingAcknowledgedIsLost() throws InterruptedException, ExecutionException {
        PlainService.prepare(stack);
        try (Carrier carrier = new Carrier(stack.api(), stack.bmp(), GROUP, "Munich", 64504, 64505, 20)) {
            Writer asns = new Writer("partner", i -> Arm.peerAsn(Arm.PARTNER, "outage-" + i), OutageE2ETest::peerAsn);
            Writer services = new Writer(
                    "customer", i -> Arm.peeringService(Arm.CUSTOMER, GROUP, "outage-" + i), _ -> PlainService.BODY);
            Writer prefixes = new Writer(
                    "partner",
                    i -> Arm.registeredPrefix(carrier.peering(), "outage-" + i),
                    i -> "{\"properties\": {\"prefix\": \"10.70." + i / 64 + "." + i % 64 * 4 + "/30\"}}");
            List<Writer> writers = List.of(asns, services, prefixes);
            try {
                pass(PHASE);
                outage("kafka", writers, stack::stop);
                outage("postgres", writers, stack::stop);
                for (String service : List.of("partner", "prefix", "insights", "gateway")) {
                    outage(service, writers, stack::kill);
                }
                freeze("postgres", writers);
            } finally {
                running.set(false);
            }
            for (Writer writer : writers) {
                writer.thread.join();
            }

            assertThat(unexpected).as("answers that blame the caller or nobody").isEmpty();
            Report.figure("outage", "answers that were no success", failures.toString());
            for (Writer writer : writers) {
                assertReadable(writer);
            }
            assertReachesPrefixService("peer-asns", asns);
            assertMonitored(prefixes);
            assertLoopWorks(carrier);
        }
    }

    private void outage(String part, List<Writer> writers, Consumer<String> end) {
        end.accept(part);
        int before = acknowledged(writers);
        pass(PHASE);
        int during = acknowledged(writers) - before;
        Report.figure("outage", "acknowledged while " + part + " was down", Integer.toString(during));
        if (NOT_NEEDED.contains(part)) {
            assertThat(during).as("%s down is not API down", part).isPositive();
        }
        stack.start(part);
        awaitWrites(writers, "the start of " + part);
    }

    /** As when its machine hangs: connections stay open, and nobody answers. */
    private void freeze(String part, List<Writer> writers) {
        stack.freeze(part);
        try {
            pass(FROZEN);
        } finally {
            stack.thaw(part);
        }
        awaitWrites(writers, part + " stood still");
    }

    private void awaitWrites(List<Writer> writers, String what) {
        long begin = System.nanoTime();
        List<Integer> atStart = writers.stream().map(Writer::count).toList();
        await("each kind of write works after " + what)
                .atMost(RECOVERY)
                .until(
                        () -> writers.stream().map(Writer::count).toList(),
                        counts ->
                                IntStream.range(0, writers.size()).allMatch(i -> counts.get(i) > atStart.get(i) + 10));
        Report.figure("outage", "writes work after " + what, (System.nanoTime() - begin) / 1_000_000 + " ms");
        pass(PHASE);
    }

    private static int acknowledged(List<Writer> writers) {
        return writers.stream().mapToInt(Writer::count).sum();
    }

    private void assertReadable(Writer writer) throws InterruptedException, ExecutionException {
        assertThat(writer.acknowledged).isNotEmpty();
        assertThat(unlike(writer, writer.acknowledged, answer -> answer.status() == 200))
                .as("acknowledged, and not readable")
                .isEmpty();
        Report.figure(
                "outage", "acknowledged by writer " + writer.id.apply(0), writer.acknowledged.size() + ", lost 0");
    }

    /** Those whose GET is not answered as it should be. */
    private List<String> unlike(Writer writer, Collection<String> ids, Predicate<Answer> expected)
            throws InterruptedException, ExecutionException {
        Queue<String> waiting = new ConcurrentLinkedQueue<>(ids);
        Callable<List<String>> reader = () -> {
            List<String> unlike = new ArrayList<>();
            for (String id = waiting.poll(); id != null; id = waiting.poll()) {
                if (!expected.test(stack.api().as(writer.user).get(Arm.versioned(id)))) {
                    unlike.add(id);
                }
            }
            return unlike;
        };
        List<String> all = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> each : readers.invokeAll(Collections.nCopies(READERS, reader))) {
                all.addAll(each.get());
            }
        }
        return all;
    }

    /** What partner-service acknowledged is in prefix-service's copy. */
    private void assertReachesPrefixService(String topic, Writer writer) {
        Set<String> wanted = new HashSet<>();
        writer.acknowledged.forEach(id -> wanted.add(id.toLowerCase(Locale.ROOT)));
        await(topic + " in prefix-service")
                .atMost(RECOVERY)
                .until(
                        () -> {
                            Set<String> missing = new HashSet<>(wanted);
                            stack.query(
                                            "prefix",
                                            "select lower(message_key) from replica where topic = '" + topic + "'")
                                    .forEach(missing::remove);
                            return missing;
                        },
                        Set::isEmpty);
    }

    /** Every registered prefix has been looked at: its announcement is missing, which only the routes can tell. */
    private void assertMonitored(Writer writer) throws InterruptedException, ExecutionException {
        Instant end = Instant.now().plus(RECOVERY);
        Collection<String> waiting = writer.acknowledged;
        while (!waiting.isEmpty() && Instant.now().isBefore(end)) {
            waiting = unlike(
                    writer,
                    waiting,
                    answer -> !Set.of("", "None", "Pending")
                            .contains(answer.expect(200).property("prefixValidationState")));
        }
        assertThat(waiting).as("without a verdict").isEmpty();
    }

    /** A prefix that is activated now becomes Verified, through all services and both that were stopped. */
    private void assertLoopWorks(Carrier carrier) {
        String prefix = carrier.customerPrefix("after", "10.71.0.0/24");
        carrier.announce("10.71.0.0/24");
        carrier.onboarding().awaitState("customer", prefix, "Verified", RECOVERY);
    }

    private static String peerAsn(int number) {
        return """
            {"properties": {"peerAsn": %d, "peerName": "Outage", "peerContactDetail": [
              {"role": "Noc", "email": "noc@outage.example", "phone": "+49 69 900 900"}]}}""".formatted(4_200_000_000L + number);
    }

    /** Lets the writers write. */
    private static void pass(Duration time) {
        await("time to pass").pollDelay(time).atMost(time.plusSeconds(1)).until(() -> true);
    }
}
