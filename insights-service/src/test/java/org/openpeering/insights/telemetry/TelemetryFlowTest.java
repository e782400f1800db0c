/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.openpeering.insights.telemetry.Telemetry.agent;
import static org.openpeering.insights.telemetry.Telemetry.as;
import static org.openpeering.insights.telemetry.Telemetry.body;
import static org.openpeering.insights.telemetry.Telemetry.enlist;
import static org.openpeering.insights.telemetry.Telemetry.operator;
import static org.openpeering.insights.telemetry.Telemetry.packed;
import static org.openpeering.insights.telemetry.Telemetry.post;
import static org.openpeering.insights.telemetry.Telemetry.sample;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.ServiceTestResource;

/** Agents in the inventory, what they are asked for, and what is taken of what they say, hostile ones' too. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class TelemetryFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private String client;
    private String name;

    @BeforeEach
    void agentOfTheNetwork() {
        Telemetry.network();
        client = "client-" + UUID.randomUUID();
        name = "fra-" + UUID.randomUUID();
        eventually(
                LIMIT,
                () -> enlist(name, Map.of("site", "frankfurt", "clientId", client))
                        .then()
                        .statusCode(201));
        eventually(
                LIMIT,
                () -> agent(client)
                        .get("/telemetry/tests")
                        .then()
                        .statusCode(200)
                        .body("tests.id", hasItem(Telemetry.TEST)));
    }

    @Test
    void theOperatorKeepsAnInventory() {
        String tag = operator()
                .get("/operator/agents/" + name.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("site", equalTo("Frankfurt"))
                .body("lastSeen", notNullValue())
                .extract()
                .header("ETag");
        assertThat(tag).isNotEmpty();
        operator().get("/operator/agents").then().statusCode(200).body("value.name", hasItem(name));
        enlist("other-" + name, Map.of("site", "Frankfurt", "clientId", client))
                .then()
                .statusCode(409)
                .body("error.target", equalTo("clientId"));
        enlist("other-" + name, Map.of("site", "Atlantis"))
                .then()
                .statusCode(400)
                .body("error.details.target", containsInAnyOrder("site", "clientId"));
        enlist(name, Map.of("site", "Frankfurt", "clientId", client, "disabled", true))
                .then()
                .statusCode(200)
                .body("disabled", equalTo(true));
        eventually(LIMIT, () -> {
            agent(client).get("/telemetry/tests").then().statusCode(200).body("tests", hasSize(0));
            post(client, body(List.of(sample()))).then().statusCode(403);
        });
        operator().delete("/operator/agents/" + name).then().statusCode(200);
        operator().delete("/operator/agents/" + name).then().statusCode(204);
        operator().get("/operator/agents/" + name).then().statusCode(404);
        eventually(LIMIT, () -> agent(client).get("/telemetry/tests").then().statusCode(404));
    }

    @Test
    void anAgentIsToldWhatOwnersOffer() {
        String tag = agent(client)
                .get("/telemetry/tests")
                .then()
                .statusCode(200)
                .body("agent", equalTo(name))
                .body("site", equalTo("Frankfurt"))
                .body("tests.find { it.id == '" + Telemetry.TEST + "' }.destination", equalTo(Telemetry.TARGET))
                .body("tests.find { it.id == '" + Telemetry.TEST + "' }.everySeconds", equalTo(60))
                .extract()
                .header("ETag");
        agent(client)
                .header("If-None-Match", tag)
                .get("/telemetry/tests")
                .then()
                .statusCode(304);

        as("reader", "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/Owner")
                .get("/telemetry/tests")
                .then()
                .statusCode(403);
        operator().get("/telemetry/tests").then().statusCode(403);
        agent("nobody").get("/telemetry/tests").then().statusCode(404);
    }

    @Test
    void whatIsAcceptedIsInTheTopicOnce() {
        String id = UUID.randomUUID().toString();
        post(client, body(List.of(sample(id))))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("refused", hasSize(0));
        post(client, body(List.of(sample(id))))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("refused.code", contains("Duplicate"));

        List<LatencySample> told = Broker.read(Topic.LATENCY_SAMPLES, Telemetry.PREFIX, LatencySample.class).stream()
                .filter(Objects::nonNull)
                .filter(sample -> sample.id().equals(id))
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().agent()).isEqualTo(name);
        assertThat(told.getFirst().source()).isEqualTo(SampleSource.AGENT);
        assertThat(told.getFirst().purpose()).isEqualTo(SamplePurpose.PROBE_TARGET);
        assertThat(told.getFirst().rttMicros()).containsExactly(12_345, 12_400, 12_290);
        eventually(
                LIMIT,
                () -> operator()
                        .get("/operator/agents/" + name)
                        .then()
                        .body("version", equalTo("1.0"))
                        .body("droppedSamples", equalTo(7)));
    }

    @Test
    void theRestIsTakenBesideWhatIsBad() {
        List<String> samples = List.of(
                sample(),
                sample().replace("Frankfurt", "Amsterdam"),
                sample().replace("12400", "NaN"),
                sample().replace("12400", "-5"),
                sample().replace("12400", "99000000"),
                sample().replaceAll(
                                "\"measuredAt\":\"[^\"]*\"",
                                "\"measuredAt\":\"" + Instant.now().plusSeconds(90) + "\""),
                sample().replaceAll(
                                "\"measuredAt\":\"[^\"]*\"",
                                "\"measuredAt\":\"" + Instant.now().minusSeconds(700) + "\""),
                sample().replace(Telemetry.TEST, "probeTarget|198.51.100.0/24|198.51.100.7|TcpConnect|443"),
                sample().replace("203.0.113.7\",\"sent", "203.0.113.8\",\"sent"),
                sample());
        post(client, body(samples))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("refused.index", contains(1, 2, 3, 4, 5, 6, 7, 8))
                .body(
                        "refused.code",
                        contains(
                                "ForeignSite",
                                "NotANumber",
                                "NegativeRoundTrip",
                                "AbsurdRoundTrip",
                                "FromTheFuture",
                                "TooLate",
                                "ForeignTest",
                                "ForeignTarget"));
    }

    @Test
    void aHostileAgentGetsNowhere() {
        byte[] bomb = packed(new byte[10 << 20]);
        assertThat(bomb.length).isLessThan(20_000);
        post(client, bomb).then().statusCode(400);
        byte[] text = ("{\"x\":[" + "1,".repeat(5 << 20) + "1]}").getBytes(StandardCharsets.UTF_8);
        post(client, packed(text)).then().statusCode(413);
        post(client, new byte[2 << 20]).then().statusCode(413);
        post(client, new byte[100]).then().statusCode(400);
        agent(client)
                .contentType("application/json")
                .header("Content-Encoding", "br")
                .body("{}")
                .post("/telemetry/samples")
                .then()
                .statusCode(415);
        post(client, body(java.util.Collections.nCopies(5001, "{}"))).then().statusCode(413);
        post("somebody else", body(List.of(sample()))).then().statusCode(404);
        post(client, body(List.of(sample()))).then().statusCode(200).body("accepted", equalTo(1));
    }

    @Test
    void whatIsTakenBackIsNotMeasuredAnyMore() {
        long revision = System.currentTimeMillis();
        Telemetry.offer(revision, List.of());
        eventually(
                LIMIT,
                () -> post(client, body(List.of(sample())))
                        .then()
                        .statusCode(200)
                        .body("refused.code", contains("ForeignTest")));
        // For the other tests.
        Telemetry.offer(
                revision + 1,
                List.of(new org.openpeering.contract.prefix.ProbeTarget(
                        org.openpeering.contract.net.IpAddress.parse(Telemetry.TARGET),
                        org.openpeering.contract.latency.ProbeKind.TCP_CONNECT,
                        443)));
    }
}
