/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class StreamTest {
    private static final String STREAM =
            Client.GROUP + "peeringServices/s/prefixes/p/events/stream" + Client.VERSION + "&n=";

    @Test
    void passesEventsOnAtOnceAndOutlivesTheTimeoutWhileHeartbeatsCome() throws IOException {
        long begin = System.nanoTime();
        try (Socket socket = open("1")) {
            InputStream in = socket.getInputStream();
            String head = Client.readUntil(in, "data: 0");
            for (int i = 0; i < 6; i++) {
                Client.readUntil(in, ": heartbeat");
            }

            assertThat(head).contains("text/event-stream", "chunked");
            assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_500));
        }
    }

    @Test
    void closesTheServicesStreamWhenTheClientLeaves() throws IOException, InterruptedException {
        try (Socket socket = open("2")) {
            Client.readUntil(socket.getInputStream(), "data: 0");
        }

        assertThat(heard(Surroundings.PREFIX.left, "&n=2")).isTrue();
    }

    @Test
    void endsASilentStream() throws IOException {
        try (Socket socket = open("3&silent=true")) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(all).contains("data: 0").doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void closesTheRequestToAServiceWhenTheClientLeavesBeforeTheAnswer() throws IOException, InterruptedException {
        // An upload, which the gateway does not give up by itself before the test does.
        try (Socket _ = Client.open("POST /operator/catalogue/import/peeringdb?n=4&hang=true HTTP/1.1\r\nHost: a\r\n"
                + "Content-Length: 0\r\nAuthorization: Bearer " + Bearer.operator() + "\r\n\r\n")) {
            assertThat(heard(Surroundings.PARTNER.hanging, "n=4")).isTrue();
        }

        assertThat(heard(Surroundings.PARTNER.left, "n=4")).isTrue();
    }

    @Test
    void theHeadOfAStreamLeavesNoConnectionThatOthersWaitBehind() {
        for (int i = 0; i < 8; i++) {
            assertThat(Client.raw("HEAD " + STREAM + "5 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                            + "Authorization: Bearer " + Bearer.reader() + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
        for (int i = 0; i < 40; i++) {
            assertThat(Client.get(Bearer.reader(), Client.GROUP + "peeringServices/s" + Client.VERSION)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static boolean heard(BlockingQueue<String> uris, String part) throws InterruptedException {
        String uri = uris.poll(5, TimeUnit.SECONDS);
        while (uri != null && !uri.contains(part)) {
            uri = uris.poll(5, TimeUnit.SECONDS);
        }
        return uri != null;
    }

    private static Socket open(String number) throws IOException {
        return Client.open("GET " + STREAM + number + " HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n"
                + "Authorization: Bearer " + Bearer.reader() + "\r\n\r\n");
    }
}
