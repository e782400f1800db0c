/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.prefix.testing.Receiver;

/** A name may lead anywhere, and change its mind: what is connected to is what was checked. */
class OutboundTest {
    private static final String BODY = "{}";

    private final Vertx vertx = Vertx.vertx();
    private volatile List<IpAddress> addresses = List.of();
    private volatile int resolved;
    private Receiver receiver;

    @BeforeEach
    void receiver() throws Exception {
        receiver = Receiver.plain();
    }

    @AfterEach
    void close() throws Exception {
        receiver.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private Future<List<IpAddress>> resolve(String name) {
        resolved++;
        return addresses.isEmpty() ? Future.failedFuture("no such name: " + name) : Future.succeededFuture(addresses);
    }

    private record Settings(boolean allowLoopback, Duration timeout) implements EgressConfig {
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

    private Outbound outbound(boolean loopback, String timeout) {
        return new Outbound(vertx, this::resolve, new Settings(loopback, Duration.parse(timeout)), null);
    }

    private Reply post(Outbound outbound, Endpoint endpoint) throws Exception {
        return outbound.post(new Outbound.Message(endpoint, Map.of("X-Test", "1"), BODY, 1))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private Endpoint named() {
        return new Endpoint(false, "hooks.example.net", receiver.port(), "/x");
    }

    private void at(String... texts) {
        addresses = List.of(texts).stream().map(IpAddress::parse).toList();
    }

    @Test
    void connectsToTheAddressThatWasCheckedUnderItsName() throws Exception {
        at("127.0.0.1");
        assertThat(post(outbound(true, "PT5S"), named())).isEqualTo(new Reply.Answered(200, null));
        assertThat(resolved).isEqualTo(1);
        assertThat(receiver.got()).singleElement().satisfies(got -> {
            assertThat(got.header("Host")).isEqualTo("hooks.example.net:" + receiver.port());
            assertThat(got.path()).isEqualTo("/x");
            assertThat(got.body()).isEqualTo(BODY);
        });
    }

    @Test
    void connectsToNothingWhenOneOfTheAddressesIsForbidden() throws Exception {
        for (List<String> answer : List.of(
                List.of("127.0.0.1"), List.of("10.0.0.1"), List.of("8.8.8.8", "169.254.169.254"), List.of("::1"))) {
            at(answer.toArray(String[]::new));
            assertThat(post(outbound(false, "PT5S"), named()))
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed -> assertThat(failed.reason())
                                    .contains("only public addresses may be named")
                                    .doesNotContain(answer.getLast()));
        }
        assertThat(receiver.got()).isEmpty();
    }

    /** It was public when it was set. */
    @Test
    void asksAgainForEachMessage() throws Exception {
        Outbound outbound = outbound(true, "PT5S");
        at("127.0.0.1");
        assertThat(post(outbound, named())).isInstanceOf(Reply.Answered.class);
        at("10.0.0.1");
        assertThat(post(outbound, named())).isInstanceOf(Reply.Failed.class);
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void tellsThatANameIsUnknown() throws Exception {
        assertThat(post(outbound(true, "PT5S"), named()))
                .isEqualTo(new Reply.Failed("The host 'hooks.example.net' has no address: name one that DNS knows."));
    }

    @Test
    void followsNoRedirect() throws Exception {
        at("127.0.0.1");
        receiver.answers(_ -> 302);
        assertThat(post(outbound(true, "PT5S"), named())).isEqualTo(new Reply.Answered(302, null));
        assertThat(receiver.got()).hasSize(1);
    }

    /** Connections that are used again have threads of their own: an answer may be over before anybody listens. */
    @Test
    void hearsTheEndOfEveryAnswerHoweverShort() throws Exception {
        Outbound outbound = outbound(true, "PT5S");
        at("127.0.0.1");
        long begin = System.nanoTime();
        for (int round = 0; round < 20; round++) {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                replies.add(outbound.post(new Outbound.Message(named(), Map.of(), BODY, 1)));
            }
            for (Future<Reply> reply : replies) {
                assertThat(reply.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
                        .isEqualTo(new Reply.Answered(200, null));
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void givesUpInTime() throws Exception {
        at("127.0.0.1");
        receiver.hangs();
        long begin = System.nanoTime();
        assertThat(post(outbound(true, "PT1S"), named()))
                .isEqualTo(new Reply.Failed("There was no answer within 1 second."));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    /** The certificate is for localhost, by an authority that nobody here believes. */
    @Test
    void believesNoCertificateOfStrangers() throws Exception {
        try (Receiver tls = Receiver.tls()) {
            at("127.0.0.1");
            Reply reply = post(outbound(true, "PT5S"), new Endpoint(true, "hooks.example.net", tls.port(), "/"));
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed -> assertThat(failed.reason()).contains("certificate"));
            assertThat(tls.got()).isEmpty();
        }
    }
}
