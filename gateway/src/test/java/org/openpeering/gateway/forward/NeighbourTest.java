/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What one subscription does to another at the same service. A neighbour who got no place would wait for one for seconds,
 * or be refused; a busy machine makes it slower by less than the allowance.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class NeighbourTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Duration ALLOWANCE = Duration.ofMillis(400);
    private static final int CALLS = 60;
    /** More than the connections to a service. */
    private static final int MANY = 140;

    private static final String NEIGHBOUR = "/subscriptions/" + Bearer.FOREIGN;
    private static final String TARGET =
            NEIGHBOUR + "/resourceGroups/rg/providers/Microsoft.Peering/peeringServices/s" + Client.VERSION;

    private static final AtomicInteger CALLED = new AtomicInteger();

    @Test
    void isNotHeldUpByBodiesThatNeverCome() throws IOException {
        int before = Surroundings.PREFIX.requests.get() - CALLED.get();
        String put = "PUT " + Client.GROUP + "peeringServices/s" + Client.VERSION
                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n";

        withNeighbour("bodies", put, "{", () -> {});

        // Nothing of those that never came has reached the service.
        assertThat(Surroundings.PREFIX.requests.get()).isEqualTo(before + CALLED.get());
    }

    @Test
    void isNotHeldUpByRequestsThatAServiceDoesNotAnswer() throws IOException {
        String hang = "GET " + Client.GROUP + "peeringServices/hang" + Client.VERSION + " HTTP/1.1\r\nHost: a\r\n";

        withNeighbour(
                "hanging", hang, "", () -> await().atMost(LIMIT).until(() -> Surroundings.PREFIX.hanging.size() >= 64));
    }

    @Test
    void isNotHeldUpByStreams() throws IOException {
        String stream = "GET " + Client.GROUP + "peeringServices/s/prefixes/p/events/stream" + Client.VERSION
                + " HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n";

        withNeighbour("streaming", stream, "", () -> {
            String own = stream.replace(Bearer.SUBSCRIPTION, Bearer.FOREIGN);
            try (Socket socket = open(own, "", neighbour())) {
                assertThat(Client.readUntil(socket.getInputStream(), "data: 0")).startsWith("HTTP/1.1 200 ");
            }
        });
    }

    @Test
    void isNotHeldUpByAFlood() throws IOException, InterruptedException {
        Duration quiet = slowest();
        AtomicBoolean over = new AtomicBoolean();
        String flood = TARGET.replace(Bearer.FOREIGN, Bearer.SUBSCRIPTION);
        String token = Bearer.reader();
        List<Thread> floods = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            floods.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    Client.get(token, flood);
                }
            }));
        }
        try {
            assertNotHeldUp(quiet);
        } finally {
            over.set(true);
            for (Thread each : floods) {
                each.join();
            }
        }
    }

    @Test
    void isToldThatABodyHasNotComeInTime() throws IOException {
        String put = "PUT " + Client.GROUP + "peeringServices/s" + Client.VERSION
                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n";
        try (Socket socket = open(put, "{", Bearer.owner())) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            Client.assertRefused(answer, 408, "RequestTimeout");
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void withNeighbour(String name, String head, String body, Attempt meanwhile) throws IOException {
        String token = Bearer.of(name, "/subscriptions/" + Bearer.SUBSCRIPTION + "/Owner");
        Duration quiet = slowest();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                sockets.add(open(head, body, token));
            }
            meanwhile.run();
            assertNotHeldUp(quiet);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Who is held up is so each time; other work of the machine is not there each time. */
    private static void assertNotHeldUp(Duration quiet) {
        Duration bound = quiet.plus(ALLOWANCE);
        Duration seen = slowest();
        for (int again = 0; again < 4 && seen.compareTo(bound) >= 0; again++) {
            seen = slowest();
        }
        assertThat(seen).isLessThan(bound);
    }

    private static Socket open(String head, String body, String token) throws IOException {
        return Client.open(head + "Authorization: Bearer " + token + "\r\n\r\n" + body);
    }

    private static String neighbour() {
        return Bearer.of("neighbour-" + System.nanoTime(), NEIGHBOUR + "/Reader");
    }

    /** All but the slowest of its calls, each of which has to succeed, took no longer. */
    private static Duration slowest() {
        String token = neighbour();
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = Client.get(token, TARGET);
            CALLED.incrementAndGet();
            nanos.add(System.nanoTime() - begin);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        return Duration.ofNanos(nanos.stream().sorted().toList().get(CALLS - 2));
    }
}
