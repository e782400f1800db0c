/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.partner.Api.connection;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.partner.Api;
import org.postgresql.ds.PGSimpleDataSource;

/** One transaction a PUT: whatever happens at once or in between, the row, its sessions and its message agree. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PeeringPutTest {
    private static final String A = "aaaaaaaa-0000-4000-8000-00000000000a";
    private static final String B = "aaaaaaaa-0000-4000-8000-00000000000b";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Statements statements;

    @Inject
    KafkaClients kafka;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    private final String metro = "Metro-" + UUID.randomUUID();
    private Api api;
    private String id;

    @BeforeEach
    void setUp() {
        api = new Api();
        id = api.peeringId("p-" + UUID.randomUUID());
        api.metro(metro);
        api.approvedPeerAsn("asn1", 3320);
    }

    private String key() {
        return id.toLowerCase(Locale.ROOT);
    }

    @Test
    void ofFiftyEqualRequestsAtOnceOneMakesThePeeringAndTheOthersFindIt() throws Exception {
        String body = api.direct("asn1", metro, connection(A, "10.3.0.0/31"), connection(B, "10.3.0.2/31"));
        List<Response> answers = atOnce(50, () -> api.put(id, body));
        assertThat(answers.stream().map(Response::statusCode).toList())
                .containsOnlyOnce(201)
                .containsOnly(201, 200);
        assertThat(answers.stream().map(answer -> answer.header("ETag")).distinct())
                .hasSize(1);
        assertThat(count("select count(*) as n from peering where subscription_key = :key", api.subscription))
                .isOne();
        assertThat(count("""
                        select count(*) as n from session s join peering p on p.id = s.peering
                        where p.subscription_key = :key""", api.subscription)).isEqualTo(2);
        assertThat(api.waiting(id)).hasSize(2);
        assertThat(count("select count(*) as n from audit where object_key = :key and actor = 'partner'", key()))
                .isOne();
        sent();
        assertThat(published()).hasSize(1);
    }

    @Test
    void aFailureAfterTheMessageWasWrittenLeavesNeitherRowNorMessage() throws Exception {
        String body = api.direct("asn1", metro, connection(A, "10.3.0.4/31"));
        breakTheRecord();
        try {
            api.put(id, body).then().statusCode(500);
            api.get(id).then().statusCode(404);
            assertThat(count("select count(*) as n from peering where subscription_key = :key", api.subscription))
                    .isZero();
            assertThat(count("select count(*) as n from outbox where message_key = :key", key()))
                    .isZero();
            assertThat(api.waiting(id)).isEmpty();
        } finally {
            mendTheRecord();
        }
        String etag = api.put(id, body).then().statusCode(201).extract().header("ETag");
        sent();
        assertThat(published()).singleElement().asString().contains("\"revision\":" + etag.replace("\"", ""));
    }

    @Test
    void aFailureAfterTheMessageOfAChangeWasWrittenLeavesThePeeringAsItWas() throws Exception {
        String etag = api.put(id, api.direct("asn1", metro, connection(A, "10.3.0.6/31")))
                .then()
                .statusCode(201)
                .extract()
                .header("ETag");
        breakTheRecord();
        try {
            api.put(id, api.direct("asn1", metro, connection(A, "10.3.0.6/31"), connection(B, "10.3.0.8/31")))
                    .then()
                    .statusCode(500);
        } finally {
            mendTheRecord();
        }
        api.get(id)
                .then()
                .header("ETag", equalTo(etag))
                .body("properties.direct.connections.connectionIdentifier", equalTo(List.of(A)));
        sent();
        assertThat(published()).hasSize(1);
    }

    @Test
    void aRefusalAfterThePeeringsRowWasMadeTakesTheRowBack() throws Exception {
        String other = api.peeringId("other");
        api.put(other, api.direct("asn1", metro, connection(A, "10.3.0.10/31")))
                .then()
                .statusCode(201);
        api.put(id, api.direct("asn1", metro, connection(A, "10.3.0.10/31")))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("Conflict"))
                .body("error.target", equalTo("properties.direct.connections[0].bgpSession"));
        api.get(id).then().statusCode(404);
        api.put(id, api.direct("asn1", metro, connection(A, "10.3.0.12/31")))
                .then()
                .statusCode(201);
    }

    @Test
    void ofChangesAtOnceEachBuildsOnTheOneBefore() throws Exception {
        api.put(id, api.direct("asn1", metro, connection(A, "10.3.0.14/31")))
                .then()
                .statusCode(201);
        List<Response> answers = atOnce(
                12,
                () -> api.partner()
                        .body("{\"tags\":{\"t\":\"" + UUID.randomUUID() + "\"}}")
                        .patch(id + Api.VERSION));
        assertThat(answers.stream().map(Response::statusCode).toList()).containsOnly(200);
        List<String> etags =
                answers.stream().map(answer -> answer.header("ETag")).sorted().toList();
        assertThat(etags).doesNotHaveDuplicates();
        sent();
        assertThat(published()).hasSize(13);
    }

    private static List<Response> atOnce(int requests, Callable<Response> request) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests);
        List<Response> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(requests, (Callable<Response>) () -> {
                start.await();
                return request.call();
            }))) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private long count(String sql, String key) {
        return Transactions.await(() -> statements.of(sql).set("key", key).get(row -> row.number("n")));
    }

    /** The record of the audit trail is written last, after the message. */
    private void breakTheRecord() throws SQLException {
        asOwner("alter table audit add constraint broken_record check (object_key <> '" + key() + "') not valid");
    }

    private void mendTheRecord() throws SQLException {
        asOwner("alter table audit drop constraint broken_record");
    }

    private void asOwner(String sql) throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        try (var connection = database.getConnection(owner, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits until nothing about the peering is left to be sent. */
    private void sent() {
        eventually(
                LIMIT,
                () -> assertThat(count("select count(*) as n from outbox where message_key = :key", key()))
                        .isZero());
    }

    /** What was sent about the peering. */
    private List<String> published() throws Exception {
        List<String> bodies = new ArrayList<>();
        try (var consumer = kafka.consumer("test-" + UUID.randomUUID())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.PEERINGS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (key().equals(new String(record.key(), StandardCharsets.UTF_8))) {
                        bodies.add(new String(record.value(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return bodies;
    }
}
