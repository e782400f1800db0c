/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.EventStream;
import org.openpeering.stack.process.Await;

/**
 * Two instances of prefix-service on one database; the one on which a client has its stream is killed while both deliver to
 * a webhook. The client resumes at the other one and has everything once and in order; the receiver has everything, of each
 * event in order, and what the dead one had on its way again.
 */
@WithStack
@Order(59)
class TwoPrefixServicesE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PREFIX = "10.82.0.0/16";
    private static final int OFFENDERS = 120;
    private static final int BEFORE = 60;
    private static final int WEBHOOKS = 16;

    /** What one instance has on its way for a subscription; what is beyond is on its way from the other one. */
    private static final int OF_ONE = 64;

    private static final String OF_WEBHOOKS = " from webhook_delivery where webhook like '%/webhooks/replicas-%' and ";

    private final StackUnderTest stack;

    TwoPrefixServicesE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    /** Somebody's server, on loopback, which does not answer until it is told to. */
    private static final class Receiver implements AutoCloseable {
        private final HttpServer server;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final CountDownLatch answering = new CountDownLatch(1);
        /** Path and message. */
        private final List<String> got = new CopyOnWriteArrayList<>();

        Receiver() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::take);
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            JsonNode event = new ObjectMapper().readTree(exchange.getRequestBody());
            got.add(exchange.getRequestURI().getPath() + " " + event.path("id").asText());
            try {
                answering.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }

        String url(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + path;
        }

        void answer() {
            answering.countDown();
        }

        /** Of each event at each webhook the revisions in the order in which they came first. */
        Map<String, List<Long>> revisions() {
            Map<String, List<Long>> revisions = new HashMap<>();
            got.stream().distinct().forEach(id -> {
                int colon = id.lastIndexOf(':');
                revisions
                        .computeIfAbsent(id.substring(0, colon), _ -> new ArrayList<>())
                        .add(Long.valueOf(id.substring(colon + 1)));
            });
            return revisions;
        }

        @Override
        public void close() {
            answer();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void nothingIsLostAndTheOrderIsKeptWhenOneIsKilled() throws Exception {
        try (StackUnderTest.Replica second = stack.secondPrefix();
                Receiver receiver = new Receiver();
                Carrier carrier = new Carrier(stack.api(), stack.bmp(), "replicas", "Rostock", 64509, 64510, 43);
                ApiClient direct = new ApiClient(second.api(), stack.realm(), stack.caFile())) {
            second.service().start();
            String prefix = carrier.customerPrefix("replicas", PREFIX);
            carrier.announce(PREFIX);
            carrier.onboarding().awaitState("customer", prefix, "Verified", LIMIT);
            ApiClient.User customer = stack.api().as("customer");
            for (int i = 0; i < WEBHOOKS; i++) {
                customer.put(webhook(i), """
                        {"properties": {"endpoint": "%s", "filter": {"prefixes": ["%s"]}}}""".formatted(receiver.url("/replicas-" + i), PREFIX))
                        .expect(201);
            }
            String path = Arm.versioned(prefix + "/events/stream");
            List<String> streamed = new ArrayList<>();
            long from = number("select coalesce(max(seq), 0) from routing_event_log");

            try (EventStream stream =
                    new EventStream(direct.as("customer"), path, Map.of("Last-Event-ID", "" + from))) {
                offend(carrier, 0, BEFORE);
                Await.until(
                        "deliveries on their way from both",
                        LIMIT,
                        () -> number("select count(*)" + OF_WEBHOOKS + "state = 'Sending'") > OF_ONE);
                while (streamed.size() < BEFORE / 2) {
                    streamed.add(next(stream).id());
                }
                second.service().kill9();
                receiver.answer();
                offend(carrier, BEFORE, OFFENDERS);
            }
            try (EventStream stream = new EventStream(customer, path, Map.of("Last-Event-ID", streamed.getLast()))) {
                List<String> all;
                do {
                    streamed.add(next(stream).id());
                    all = logged(from);
                } while (ended() < OFFENDERS || streamed.size() < all.size());
                assertThat(stack.query(
                                "prefix",
                                "select seq from routing_event_log where prefix = '" + PREFIX + "' and seq > " + from
                                        + " order by seq"))
                        .startsWith(streamed.toArray(String[]::new));
            }
            areDelivered(receiver);
            for (int i = 0; i < WEBHOOKS; i++) {
                customer.delete(webhook(i)).expect(200);
            }
        }
    }

    private static String webhook(int number) {
        return Arm.versioned(Arm.in(Arm.CUSTOMER) + "/webhooks/replicas-" + number);
    }

    private static void offend(Carrier carrier, int from, int to) {
        for (int i = from; i < to; i++) {
            carrier.strangerAnnounces("10.82." + i + ".0/24");
        }
        for (int i = from; i < to; i++) {
            carrier.strangerWithdraws("10.82." + i + ".0/24");
        }
    }

    private static EventStream.Event next(EventStream stream) throws InterruptedException {
        return stream.await(_ -> true, LIMIT.toSeconds());
    }

    /** All that was recorded, as messages are called. */
    private List<String> logged(long from) {
        return stack.query(
                "prefix",
                "select event_id || ':' || revision from routing_event_log where prefix = '" + PREFIX + "' and seq > "
                        + from);
    }

    private long ended() {
        return number("select count(*) from routing_event where prefix = '" + PREFIX
                + "' and ended_at is not null and body ->> 'type' = 'PrefixSubPrefixHijackEvent'");
    }

    private void areDelivered(Receiver receiver) {
        Await.until(
                "all that waits is sent by the one that lives",
                LIMIT,
                () -> number("select count(*)" + OF_WEBHOOKS + "state = 'Waiting' and not exists (select 1"
                                + " from webhook_delivery e where e.webhook = webhook_delivery.webhook"
                                + " and e.event_id = webhook_delivery.event_id and e.state = 'Sending')")
                        == 0);
        // What the dead one had leased: not to wait until its leases are over.
        int leased = stack.query(
                        "prefix",
                        "update webhook_delivery set next_at = now() - interval '1 second' where state = 'Sending'"
                                + " and webhook like '%/webhooks/replicas-%' returning seq")
                .size();
        Await.until(
                "all is sent",
                LIMIT,
                () -> number("select count(*)" + OF_WEBHOOKS + "state in ('Waiting', 'Sending')") == 0);
        List<String> delivered = stack.query(
                "prefix",
                "select '/' || split_part(webhook, '/', 7) || ' ' || event_id || ':' || revision" + OF_WEBHOOKS
                        + "state = 'Delivered'");
        Report.figure(
                "Two instances of prefix-service, one killed",
                "deliveries",
                receiver.got.size() + " of " + delivered.size() + " messages, of which it had " + leased
                        + " on their way");
        assertThat(leased).as("on their way from the one that was killed").isPositive();
        assertThat(number("select count(*)" + OF_WEBHOOKS + "state not in ('Delivered', 'Superseded')"))
                .isZero();
        assertThat(receiver.got).containsAll(delivered);
        assertThat(receiver.revisions())
                .allSatisfy(
                        (event, revisions) -> assertThat(revisions).as(event).isSorted());
    }

    private long number(String sql) {
        return Long.parseLong(stack.query("prefix", sql).getFirst());
    }
}
