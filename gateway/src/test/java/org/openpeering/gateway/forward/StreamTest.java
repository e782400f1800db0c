/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

        assertThat(gone("&n=2")).isTrue();
    }

    @Test
    void endsASilentStream() throws IOException {
        try (Socket socket = open("3&silent=true")) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(all).contains("data: 0").doesNotContain("0\r\n\r\n\r\n");
        }
    }

    @Test
    void closesTheRequestToAServiceWhenTheClientLeavesBeforeTheAnswer() throws IOException, InterruptedException {
        try (Socket socket = open("4")) {
            Client.readUntil(socket.getInputStream(), "\r\n\r\n");
        }

        assertThat(gone("&n=4")).isTrue();
    }

    private static boolean gone(String part) throws InterruptedException {
        String uri = Surroundings.PREFIX.left.poll(5, TimeUnit.SECONDS);
        while (uri != null && !uri.contains(part)) {
            uri = Surroundings.PREFIX.left.poll(5, TimeUnit.SECONDS);
        }
        return uri != null;
    }

    private static Socket open(String number) throws IOException {
        return Client.open("GET " + STREAM + number + " HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n"
                + "Authorization: Bearer " + Bearer.reader() + "\r\n\r\n");
    }
}
