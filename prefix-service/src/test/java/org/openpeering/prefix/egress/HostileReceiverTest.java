/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;

/** Receivers that answer as no server does: each costs its attempt's time at most, a few kilobytes, and a connection. */
class HostileReceiverTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger hungUpOn = new AtomicInteger();
    private ServerSocket server;
    private volatile Answer answer;

    /** Writes until it is hung up on. */
    private interface Answer {
        void write(OutputStream out) throws IOException;
    }

    private record Settings(Duration timeout) implements EgressConfig {
        @Override
        public boolean allowLoopback() {
            return true;
        }

        @Override
        public Set<Integer> ports() {
            return Set.of();
        }

        @Override
        public Duration connectTimeout() {
            return timeout;
        }

        @Override
        public Optional<String> tlsConfigurationName() {
            return Optional.empty();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket client) {
        try (client) {
            int read = client.getInputStream().read(new byte[8192]);
            OutputStream out = client.getOutputStream();
            while (read > 0) {
                answer.write(out);
            }
        } catch (IOException e) {
            hungUpOn.incrementAndGet();
        }
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    /** The reply comes in time, and then the connection is closed. */
    private Reply reply() throws Exception {
        Outbound outbound = new Outbound(
                vertx, _ -> Future.succeededFuture(List.of(IpAddress.parse("127.0.0.1"))), new Settings(TIMEOUT), null);
        Endpoint endpoint = new Endpoint(false, "hooks.example.net", server.getLocalPort(), "/");
        long begin = System.nanoTime();
        Reply reply = outbound.post(new Outbound.Message(endpoint, Map.of(), "{}", 1))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(3));
        eventually(LIMIT, () -> assertThat(hungUpOn).hasValue(1));
        assertThat(connections).hasValue(1);
        return reply;
    }

    private void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
        written.addAndGet(text.length());
    }

    private void drip(OutputStream out, String text) throws IOException {
        for (int i = 0; ; i++) {
            write(out, text.substring(i % text.length(), i % text.length() + 1));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Test
    void oneThatDripsItsHeadIsGivenUp() throws Exception {
        answer = out -> drip(out, "HTTP/1.1 200 OK\r\nX-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        assertThat(reply()).isEqualTo(new Reply.Failed("There was no answer within 1 second."));
    }

    /** It was taken: the status says so. */
    @Test
    void oneThatDripsItsBodyIsHungUpOnAndItsStatusCounts() throws Exception {
        answer = out -> {
            write(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 1000000\r\n\r\n");
            drip(out, "x");
        };
        assertThat(reply()).isEqualTo(new Reply.Answered(202, null));
    }

    @Test
    void ofAnEndlessBodyLittleIsRead() throws Exception {
        answer = out -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                write(out, "1000\r\n" + "x".repeat(0x1000) + "\r\n");
            }
        };
        assertThat(reply()).isEqualTo(new Reply.Answered(200, null));
        // What sockets hold on both sides, and not what a second lets through.
        assertThat(written.get()).isLessThan(32L << 20);
    }

    @Test
    void ofAnEndlessHeadLittleIsRead() throws Exception {
        answer = out -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            while (true) {
                write(out, "X-A: " + "a".repeat(1000) + "\r\n");
            }
        };
        assertThat(reply()).isInstanceOf(Reply.Failed.class);
        assertThat(written.get()).isLessThan(32L << 20);
    }

    @Test
    void anEndOfThePreliminaryThatNeverComesIsGivenUp() throws Exception {
        answer = out -> {
            while (true) {
                write(out, "HTTP/1.1 100 Continue\r\n\r\n");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        };
        assertThat(reply()).isInstanceOf(Reply.Failed.class);
    }

    @Test
    void whatIsNoHttpIsAFailureWithoutItsText() throws Exception {
        answer = out -> {
            while (true) {
                write(out, "SSH-2.0-secret-banner\r\n");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        };
        assertThat(reply())
                .isInstanceOfSatisfying(
                        Reply.Failed.class,
                        failed -> assertThat(failed.reason()).doesNotContain("secret"));
    }
}
