/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.trace.Traces;

class ReplicasTest {
    private static final Question QUESTION = new Question("GET", "/routes?prefix=a%2Fb", "Bearer token", "", true);
    private static final ReceivedRouteView ROUTE =
            new ReceivedRouteView("203.0.113.0/24", "192.0.2.1", "64496", "Valid", "Unknown", "None", "now");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer other;
    private int status = 200;
    private String body = """
            {"sessions":["edge-2|192.0.2.1"],"reached":null,"rows":[{"id":"203.0.113.0/24|edge-2|192.0.2.1|0",
            "route":{"prefix":"203.0.113.0/24","nextHop":"192.0.2.1","asPath":"64496","originAsValidationState":"Valid",
            "rpkiValidationState":"Unknown","trustAnchor":"None","receivedTimestamp":"now"}}]}""";

    @BeforeEach
    void serve() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", this::answer);
        other.start();
    }

    @AfterEach
    void stop() {
        other.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Accept"));
        byte[] bytes = body.getBytes(UTF_8);
        if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "7");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static ObservedSession session(String router, String collector, @Nullable String address) {
        IpAddress peer = IpAddress.parse("192.0.2.1");
        return new ObservedSession(
                router,
                peer,
                new Asn(64496),
                peer,
                true,
                Instant.EPOCH,
                "",
                1,
                collector,
                1,
                null,
                address,
                null,
                null);
    }

    private List<HeldRoutes> ask(ObservedSession... sessions) {
        return new Replicas(Json.mapper(), Traces.off())
                .ask(QUESTION, Holders.of(Stream.of(sessions), "self"), ReplicasTest::own, HeldRoutes.class)
                .await()
                .indefinitely();
    }

    private static HeldRoutes own(Set<SessionId> wanted) {
        Set<String> names = wanted.stream().map(SessionId::toString).collect(Collectors.toSet());
        return new HeldRoutes(
                names,
                names.stream()
                        .map(name -> new HeldRoutes.Row("198.51.100.0/24|" + name + "|0", ROUTE))
                        .toList(),
                null);
    }

    private String address() {
        return "127.0.0.1:" + other.getAddress().getPort();
    }

    private void isRefused(ObservedSession... sessions) {
        assertThatExceptionOfType(ArmException.class)
                .isThrownBy(() -> ask(sessions))
                .satisfies(refusal -> assertThat(refusal.error().code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE))
                .satisfies(refusal -> assertThat(refusal.error().retryAfter()).isPositive());
    }

    @Test
    void whoHoldsASessionIsAskedWithTheCallersTokenAndAllPartsMakeTheAnswer() {
        HeldRoutes all = HeldRoutes.joined(ask(session("edge-1", "self", null), session("edge-2", "other", address())));

        assertThat(asked).containsExactly("GET /routes?prefix=a%2Fb Bearer token " + Replicas.PART);
        assertThat(all.rows())
                .extracting(HeldRoutes.Row::id)
                .containsExactly("198.51.100.0/24|edge-1|192.0.2.1|0", "203.0.113.0/24|edge-2|192.0.2.1|0");
        assertThat(all.rows().getLast().route()).isEqualTo(ROUTE);
    }

    @Test
    void nobodyElseIsAskedForWhatThisReplicaHolds() {
        assertThat(ask(session("edge-1", "self", null))).hasSize(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void thereIsNoAnswerWithoutTheReplicaThatHoldsAPart() {
        String gone = address();
        other.stop(0);

        isRefused(session("edge-1", "self", null), session("edge-2", "other", gone));
    }

    @Test
    void thereIsNoAnswerWithoutASessionThatItsHolderLost() {
        body = "{\"sessions\":[],\"rows\":[],\"reached\":null}";

        isRefused(session("edge-2", "other", address()));
    }

    @Test
    void thereIsNoAnswerOfAReplicaThatRefuses() {
        status = 503;

        isRefused(session("edge-2", "other", address()));
    }

    @Test
    void whoeverAsksAReplicaTooOftenIsTold() {
        status = 429;

        assertThatExceptionOfType(ArmException.class)
                .isThrownBy(() -> ask(session("edge-2", "other", address())))
                .satisfies(refusal -> assertThat(refusal.error().code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS))
                .satisfies(refusal -> assertThat(refusal.error().retryAfter()).isEqualTo(7));
    }

    @Test
    void whatCameThroughTheGatewayIsNoReplicas() {
        assertThat(new Question("GET", "/", "", Replicas.PART, false).ofReplica())
                .isTrue();
        assertThat(new Question("GET", "/", "", Replicas.PART, true).ofReplica())
                .isFalse();
        assertThat(new Question("GET", "/", "", "application/json", false).ofReplica())
                .isFalse();
    }

    @Test
    void thereIsNoAnswerOfWhatIsNone() {
        body = "<html>";

        isRefused(session("edge-2", "other", address()));
    }

    @Test
    void thereIsNoAnswerWhereNobodyKnowsWhomToAsk() {
        isRefused(session("edge-2", "other", null));
    }
}
