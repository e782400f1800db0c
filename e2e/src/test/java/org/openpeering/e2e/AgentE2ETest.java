/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.MeasuringAgent;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.process.Await;

/** A real agent with client credentials, through the gateway to the topic: through kills and outages, and a hostile one. */
@WithStack
@Order(1040)
class AgentE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final StackUnderTest stack;

    AgentE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    private void site() {
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Turin", "IT", 45.07, 7.69);
        onboarding.edgeRouter("turin-edge", "Turin", List.of("127.0.0.78"));
        Await.until("the site is known", LIMIT, () -> {
            Answer answer = stack.api().as("operator").put("/operator/agents/agent", """
                    {"site": "Turin", "clientId": "agent"}""");
            return answer.isSuccess();
        });
    }

    @Test
    @Order(1)
    void whatIsMeasuredArrivesThroughKillsAndAnOutageOfTheGateway() {
        site();
        MeasuringAgent agent = stack.agent("agent", null);
        try {
            agent.start();
            Await.until("samples on the topic", LIMIT, () -> told().size() >= 3);
            Report.figure("agent", "resident on a JVM", (agent.residentBytes() >> 20) + " MiB");

            stack.kill("gateway");
            Await.until("samples on disk", LIMIT, () -> held(agent).size() >= 5);
            agent.kill9();
            Set<String> held = held(agent);
            assertThat(held).hasSizeGreaterThanOrEqualTo(5);
            stack.start("gateway");
            agent.start();

            Await.until("what was held is told", LIMIT, () -> told().containsAll(held));
            Answer inventory =
                    stack.api().as("operator").get("/operator/agents/agent").expect(200);
            assertThat(inventory.json().path("lastSeen").asText()).isNotEmpty();
            assertThat(inventory.json().path("droppedSamples").asInt()).isZero();
            assertThat(stack.log("agent")).doesNotContain("secret").doesNotContain("Bearer");
        } finally {
            agent.stop();
        }
    }

    @Test
    @Order(2)
    void aHostileAgentGetsNowhere() {
        site();
        Set<String> before = told();
        assertThat(post(new byte[10 << 20]).status()).isEqualTo(400);
        assertThat(post(("{\"x\":[" + "1,".repeat(5 << 20) + "1]}").getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(413);
        String assignment = stack
                .api()
                .as("agent")
                .get("/telemetry/tests")
                .expect(200)
                .json()
                .path("tests")
                .findValuesAsText("id")
                .stream()
                .filter(id -> id.startsWith("lab|"))
                .findFirst()
                .orElseThrow();
        String good = UUID.randomUUID().toString();
        Answer answer = post(("{\"samples\":["
                        + String.join(
                                ",",
                                sample(good, assignment, "Turin", "1500"),
                                sample(UUID.randomUUID().toString(), assignment, "Frankfurt", "1500"),
                                sample(UUID.randomUUID().toString(), assignment, "Turin", "NaN"),
                                sample(UUID.randomUUID().toString(), "probeTarget|x", "Turin", "1500"))
                        + "]}")
                .getBytes(StandardCharsets.UTF_8));
        answer.expect(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("refused").findValuesAsText("code"))
                .containsExactly("ForeignSite", "NotANumber", "ForeignTest");
        Set<String> since = told();
        since.removeAll(before);
        assertThat(since).containsExactly(good);

        assertThat(stack.api().as("customer").get("/telemetry/tests").status()).isEqualTo(403);
        assertThat(stack.api().as("agent-amsterdam").get("/telemetry/tests").status())
                .isEqualTo(404);
    }

    private static String sample(String id, String assignment, String site, String trip) {
        return "{\"id\":\"%s\",\"assignment\":\"%s\",\"measuredAt\":\"%s\",\"site\":\"%s\",\"target\":\"127.0.0.1\",\"sent\":1,\"rttMicros\":[%s]}"
                .formatted(id, assignment, Instant.now(), site, trip);
    }

    private Answer post(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stack.api()
                .send(stack.api()
                        .as("agent")
                        .request("/telemetry/samples")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                        .build());
    }

    /** Ids of samples in the agent's files. */
    private static Set<String> held(MeasuringAgent agent) {
        Set<String> ids = new HashSet<>();
        try (Stream<Path> files = Files.list(agent.buffer())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".seg")).toList()) {
                Matcher found = ID.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (found.find()) {
                    ids.add(found.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }

    /** Ids of samples of the loopback target. */
    private Set<String> told() {
        Set<String> ids = new HashSet<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("latency-samples").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    Matcher found = ID.matcher(record.value());
                    if ("127.0.0.0/24".equals(record.key()) && found.find()) {
                        ids.add(found.group(1));
                    }
                }
            }
        }
        return ids;
    }
}
