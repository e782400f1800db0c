/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class IdleTest {
    private static final String IMPORT = "/operator/catalogue/import/peeringdb?late=true";
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

    @Test
    void closesSilentConnectionsAndUploadsThatDoNotComeButNotThoseThatAreWorkedOn() throws Exception {
        String token = Bearer.operator();
        try (Http2Client http2 = new Http2Client();
                Socket upload = Client.open(post(token) + "abc")) {
            FutureTask<Http2Client.Answer> second =
                    background(() -> http2.send("POST", IMPORT, Map.of("authorization", "Bearer " + token)));
            HttpServerRequest one = late();
            HttpServerRequest other = late();
            // Silent from later on than the two, so that they are closed after those would have been.
            long begin = System.nanoTime();
            Socket silent = Client.open("");
            Socket begun = Client.open(post(token) + "a");
            assertClosed(silent, begin);
            assertClosed(begun, begin);

            one.response().end();
            other.response().end();

            assertThat(Client.readUntil(upload.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(second.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertClosed(upload, begin + IDLE_NANOS);
        }
    }

    private static String post(String token) {
        return "POST " + IMPORT + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nAuthorization: Bearer " + token
                + "\r\n\r\n";
    }

    private static void assertClosed(Socket socket, long since) throws IOException {
        try (socket) {
            socket.getInputStream().readAllBytes();
        }
        assertThat(System.nanoTime() - since).isGreaterThan(IDLE_NANOS - TimeUnit.MILLISECONDS.toNanos(100));
    }

    private static HttpServerRequest late() throws InterruptedException {
        return Objects.requireNonNull(Surroundings.PARTNER.late.poll(5, TimeUnit.SECONDS));
    }

    private static <T> FutureTask<T> background(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }
}
