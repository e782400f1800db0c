/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;
import org.openpeering.prefix.testing.Work;

/** A key is a capability: replaced, taken back, running out, counted, and hard to guess. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class KeyTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Network network;

    @Inject
    KafkaClients kafka;

    @Inject
    Sql sql;

    private Partner partner;
    private Api api;
    private Api customer;
    private String block;
    private String path;
    private String key;

    @BeforeEach
    void registered() throws Exception {
        partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        customer = customer();
        block = Network.freshPrefix();
        path = registration(partner.peering(), "r");
        key = api.put(path, prefixBody(block)).path("properties.peeringServicePrefixKey");
    }

    private Api customer() {
        Api made = new Api(Network.subscription(), "Contributor");
        made.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        return made;
    }

    private int claim(Api who, String with) {
        return who.put(prefix("s", "p"), prefixBody(block, with)).statusCode();
    }

    private String rotate(Map<String, Object> body) {
        return api.post(path + "/rotateKey", body)
                .then()
                .statusCode(200)
                .body("properties.peeringServicePrefixKey", not(equalTo(key)))
                .extract()
                .path("properties.peeringServicePrefixKey");
    }

    /** Both wait for the registration's row, the rotation first. */
    @Test
    void whoWaitsForARotationAnswersWithTheKeyThatItMade() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> holder = threads.submit(() -> Work.run(() -> {
                sql.update("update registered_prefix set revision = revision where prefix = ?", block);
                locked.countDown();
                await(commit);
            }));
            await(locked);
            Future<String> rotation = threads.submit(() -> rotate(Map.of()));
            eventually(LIMIT, () -> assertThat(waiting()).isEqualTo(1));
            Future<String> put =
                    threads.submit(() -> api.put(path, prefixBody(block)).path("properties.peeringServicePrefixKey"));
            eventually(LIMIT, () -> assertThat(waiting()).isEqualTo(2));
            commit.countDown();
            holder.get();

            assertThat(put.get()).isEqualTo(rotation.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long waiting() {
        return sql.get(
                "select count(*) as n from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and query like '%registered_prefix%for update%'",
                row -> row.number("n"));
    }

    private void losesItsClaim() {
        eventually(
                LIMIT,
                () -> customer.get(prefix("s", "p"))
                        .then()
                        .body("properties.errorMessage", equalTo("Peering service prefix key does not match")));
    }

    @Test
    void theOldKeyIsGoodDuringTheOverlapAndSoIsTheNewOne() {
        assertThat(claim(customer, key)).isEqualTo(201);

        String next = rotate(Map.of("overlap", "PT1H"));

        assertThat(claim(customer, key)).isEqualTo(200);
        assertThat(claim(customer, next)).isEqualTo(200);
        assertThat(network.monitored(block).orElseThrow().legalOrigins()).isNotEmpty();
    }

    @Test
    void withoutOverlapTheOldKeyEndsAtOnceWithWhatWasClaimed() {
        assertThat(claim(customer, key)).isEqualTo(201);

        String next = rotate(Map.of());

        assertThat(claim(customer, key)).isEqualTo(400);
        losesItsClaim();
        assertThat(claim(customer, next)).isEqualTo(200);
    }

    @Test
    void aRevokedKeyIsGoodForNothingUntilThereIsAnother() {
        assertThat(claim(customer, key)).isEqualTo(201);

        api.post(path + "/revokeKey").then().statusCode(200).body("properties.peeringServicePrefixKey", nullValue());

        losesItsClaim();
        assertThat(claim(customer, key)).isEqualTo(400);
        assertThat(claim(customer, rotate(Map.of()))).isEqualTo(200);
    }

    @Test
    void aKeyThatRunsOutTakesItsClaimAlong() {
        String shortLived =
                rotate(Map.of("expiresAt", Instant.now().plusSeconds(2).toString()));
        assertThat(claim(customer, shortLived)).isEqualTo(201);

        losesItsClaim();

        assertThat(claim(customer, shortLived)).isEqualTo(400);
    }

    @Test
    void usesAreCountedForTheOwnerOnly() {
        api.get(path)
                .then()
                .body("properties.keyUse.count", equalTo(0))
                .body("properties.keyUse.lastUsed", nullValue());

        claim(customer, key);

        api.get(path)
                .then()
                .body("properties.keyUse.count", equalTo(1))
                .body("properties.keyUse.lastUsed", notNullValue());
        new Api(partner.subscription(), "Reader").get(path).then().body("properties.keyUse", nullValue());
    }

    @Test
    void whatIsAskedOfARotationIsChecked() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("overlap", "one hour"),
                Map.of("overlap", "-PT1H"),
                Map.of("overlap", "P31D"),
                Map.of("expiresAt", "tomorrow"),
                Map.of("expiresAt", "+999999999-12-31T23:59:59Z"),
                Map.of("expiresAt", "+10000-01-01T00:00:00Z"),
                Map.of("overlap", "PT9999999999999999H"),
                Map.of("overlap", "P99999999999D"),
                Map.of("expiresAt", "2020-01-01T00:00:00Z"))) {
            api.post(path + "/rotateKey", wrong)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidParameter"))
                    .body("error.target", equalTo(wrong.keySet().iterator().next()));
        }
    }

    @Test
    void guessingIsLimitedForASubscriptionAndForAPrefixButTheRightKeyStillCounts() {
        for (int i = 0; i < 20; i++) {
            assertThat(claim(customer, UUID.randomUUID().toString())).isEqualTo(400);
        }

        customer.put(prefix("s", "p"), prefixBody(block, key))
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("error.code", equalTo("TooManyRequests"));
        Api second = customer();
        assertThat(claim(second, UUID.randomUUID().toString())).isEqualTo(429);
        assertThat(claim(second, key)).isEqualTo(201);
    }

    @Test
    void whoGuessesAtOnceGuessesNoMore() throws Exception {
        List<Integer> answers = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(50);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(50, (Callable<Integer>) () -> {
                start.await();
                return claim(customer, UUID.randomUUID().toString());
            }))) {
                answers.add(answer.get());
            }
        }

        assertThat(Collections.frequency(answers, 400)).isEqualTo(20);
        assertThat(Collections.frequency(answers, 429)).isEqualTo(30);
        assertThat(claim(customer(), key)).isEqualTo(201);
    }

    @Test
    void guessesAtOnePrefixFromManySubscriptionsAreCountedTogether() throws Exception {
        List<Api> customers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            customers.add(customer());
        }
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Api who = customers.get(i % customers.size());
            guesses.add(() -> claim(who, UUID.randomUUID().toString()));
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(guesses)) {
                answers.add(answer.get());
            }
        }

        assertThat(Collections.frequency(answers, 400)).isEqualTo(20);
        assertThat(Collections.frequency(answers, 429)).isEqualTo(30);
    }

    @Test
    void aDryRunReportsAndCountsWrongKeysAndStoresNothing() {
        customer.post(service("s") + "/validatePrefix", prefixBody(block, key))
                .then()
                .statusCode(200)
                .body("state", matchesPattern("Pending|Failed"))
                .body("checks.find { it.check == 'PrefixKey' }.verdict", equalTo("Passed"));
        customer.post(service("s") + "/validatePrefix", prefixBody(block, "wrong"))
                .then()
                .statusCode(200)
                .body("state", equalTo("Failed"))
                .body("checks.find { it.check == 'PrefixKey' }.verdict", equalTo("Failed"))
                .body("checks.find { it.check == 'Announcement' }.verdict", equalTo("Skipped"));
        for (int i = 0; i < 19; i++) {
            customer.post(service("s") + "/validatePrefix", prefixBody(block, "wrong"))
                    .then()
                    .statusCode(200);
        }

        customer.post(service("s") + "/validatePrefix", prefixBody(block, "wrong"))
                .then()
                .statusCode(429);
        customer.get(prefix("s", "p")).then().statusCode(404);
        api.get(path).then().body("properties.keyUse.count", equalTo(0));
    }

    /** OWASP API3 and the architecture's section 5. */
    @Test
    void noKeyIsInAnyLogMessageAnswerForReadersOutboxOrTopic() throws Exception {
        LogCapture log = new LogCapture();
        Logger.getLogger("").addHandler(log);
        String guess = UUID.randomUUID().toString();
        claim(customer, guess);
        claim(customer, key);
        String next = rotate(Map.of("overlap", "PT1H"));
        network.monitored(block);
        network.send(org.openpeering.contract.event.Topic.PREFIX_ROUTES, block, 1, "not an object");
        String topics = everythingOnTopics();
        eventually(LIMIT, () -> assertThat(log.lines).anyMatch(line -> line.contains("set aside")));
        Logger.getLogger("").removeHandler(log);

        String readers = new Api(partner.subscription(), "Reader").get(path).asString()
                + new Api(partner.subscription(), "Reader")
                        .get(path + "/validation")
                        .asString();
        String outbox = sql.list("select body from outbox where body is not null", row -> row.text("body"))
                .toString();
        assertThat(readers).contains(block, "RpkiOrigin");
        for (String secret : List.of(key, next, guess)) {
            assertThat(Stream.of(readers, outbox, String.join("\n", log.lines), topics))
                    .noneMatch(text -> text.contains(secret));
        }
    }

    private String everythingOnTopics() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("test-secrets-" + UUID.randomUUID())) {
            consumer.subscribe(Pattern.compile(".*(prefix|routes|dlq).*"));
            eventually(LIMIT, () -> {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                    text.append(new String(found.key(), UTF_8));
                    if (found.value() != null) {
                        text.append(new String(found.value(), UTF_8));
                    }
                    found.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
                }
                assertThat(text).contains(block).contains("not an object");
                consumer.endOffsets(consumer.assignment())
                        .forEach((partition, end) -> assertThat(consumer.position(partition))
                                .as("what was read of %s", partition)
                                .isGreaterThanOrEqualTo(end));
            });
        }
        return text.toString();
    }

    private static final class LogCapture extends Handler {
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage() + " " + java.util.Arrays.toString(entry.getParameters()) + " "
                    + entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
