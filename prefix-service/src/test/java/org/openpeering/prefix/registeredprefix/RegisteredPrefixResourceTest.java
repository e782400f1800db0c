/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Make;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RegisteredPrefixResourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Network network;

    @Inject
    ObjectMapper json;

    @Inject
    KafkaClients kafka;

    @Inject
    Sql sql;

    private Partner partner;
    private Api api;
    private String prefix;

    @BeforeEach
    void partner() throws Exception {
        partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        prefix = Network.freshPrefix();
    }

    private String path(String name) {
        return registration(partner.peering(), name);
    }

    @Test
    void answersInAzuresShapeWithTheKeyAtOnce() {
        api.put(path("Customer-1"), prefixBody(prefix))
                .then()
                .statusCode(201)
                .header("ETag", matchesPattern("\"[0-9]+\""))
                .body("name", equalTo("Customer-1"))
                .body("id", equalTo(api.url(path("Customer-1"))))
                .body("type", equalTo("Microsoft.Peering/peerings/registeredPrefixes"))
                .body("properties.prefix", equalTo(prefix))
                .body("properties.prefixValidationState", equalTo("Pending"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.peeringServicePrefixKey", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void isTheSameAgainWithoutANewRevisionWhateverTheCase() {
        Response first = api.put(path("r1"), prefixBody(prefix));
        Response again = api.put(
                "/RESOURCEGROUPS/RG/providers/microsoft.peering/PEERINGS/" + partner.peering()
                        + "/registeredprefixes/R1",
                prefixBody(prefix));

        again.then().statusCode(200).body("name", equalTo("r1"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.<String>path("properties.peeringServicePrefixKey"))
                .isEqualTo(first.path("properties.peeringServicePrefixKey"));
    }

    @Test
    void keepsThePrefixThatItWasMadeWith() {
        api.put(path("r1"), prefixBody(prefix));

        api.put(path("r1"), prefixBody(Network.freshPrefix()))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ChangeNotAllowed"));
    }

    @Test
    void isRefusedWhereThePrefixIsRegisteredAlready() throws Exception {
        api.put(path("r1"), prefixBody(prefix)).then().statusCode(201);
        Partner other = network.partner();

        new Api(other.subscription(), "Owner")
                .put(registration(other.peering(), "r1"), prefixBody(prefix))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PrefixAlreadyRegistered"));
    }

    @Test
    void hasOneWinnerAmongAHundredAtOnce() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "r" + i;
            calls.add(() -> api.put(path(name), prefixBody(prefix)).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
            for (Future<Integer> call : pool.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).hasSize(100).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void hasOneResourceOneKeyAndAMessageForEachRevisionAfterFiftyEqualCallsAtOnce() throws Exception {
        List<Response> answers = atOnce(50, () -> api.put(path("same"), prefixBody(prefix)));

        assertThat(answers)
                .extracting(Response::statusCode)
                .hasSize(50)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("properties.peeringServicePrefixKey"))
                .doesNotContainNull()
                .containsOnly(answers.getFirst().<String>path("properties.peeringServicePrefixKey"));
        assertThat(answers)
                .extracting(answer -> answer.header("ETag"))
                .containsOnly(answers.getFirst().header("ETag"));
        assertThat(keys()).isEqualTo(1);
        long said = network.monitored(prefix).orElseThrow().revision();
        assertThat(told()).containsExactly(Long.toString(said));
    }

    private static List<Response> atOnce(int count, Callable<Response> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(count);
        List<Response> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Response>> calls = Collections.nCopies(count, () -> {
                together.await(10, TimeUnit.SECONDS);
                return call.call();
            });
            for (Future<Response> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private long keys() {
        return sql.get(
                "select count(*) as n from prefix_key where registered_prefix = ?",
                row -> row.number("n"),
                partner.peeringId()
                        .child(ResourceType.REGISTERED_PREFIXES, "same")
                        .key());
    }

    /** The revisions in which the topic was told of the prefix, read to its end. */
    private List<String> told() throws Exception {
        List<String> revisions = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("told-" + UUID.randomUUID())) {
            consumer.subscribe(List.of(Topic.MONITORED_PREFIXES.topicName()));
            eventually(LIMIT, () -> {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    if (new String(message.key(), UTF_8).equals(prefix)) {
                        revisions.add(new String(
                                message.headers()
                                        .lastHeader(MessageHeader.REVISION)
                                        .value(),
                                UTF_8));
                    }
                }
                assertThat(revisions).isNotEmpty();
                consumer.endOffsets(consumer.assignment())
                        .forEach((partition, end) -> assertThat(consumer.position(partition))
                                .as("what was read of %s", partition)
                                .isGreaterThanOrEqualTo(end));
            });
        }
        return revisions;
    }

    @Test
    void showsTheKeyToWritersOnlyAndStoresItsHash() {
        String key = api.put(path("r1"), prefixBody(prefix)).path("properties.peeringServicePrefixKey");
        Api reader = new Api(partner.subscription(), "Reader");

        api.get(path("r1")).then().body("properties.peeringServicePrefixKey", equalTo(key));
        reader.get(path("r1"))
                .then()
                .statusCode(200)
                .body("properties.prefix", equalTo(prefix))
                .body("properties.peeringServicePrefixKey", nullValue());
        reader.get("/resourceGroups/rg/providers/Microsoft.Peering/peerings/" + partner.peering()
                        + "/registeredPrefixes")
                .then()
                .body("value", hasSize(1))
                .body("value[0].properties.peeringServicePrefixKey", nullValue());
        long hashed = sql.get(
                "select count(*) as n from prefix_key where key_hash = sha256(?::bytea)", row -> row.number("n"), key);
        assertThat(hashed).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithAPrefix() {
        api.put(path("r1"), prefixBody("127.0.0.0/8"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidPrefix"))
                .body("error.target", equalTo("properties.prefix"));
        api.put(path("r1"), prefixBody("10.0.0.1/24")).then().statusCode(400);
        api.put(path("r1"), "{}").then().statusCode(400).body("error.code", equalTo("InvalidParameter"));
        api.put(path("bad name"), prefixBody(prefix))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceName"));
    }

    @Test
    void acceptsIpv6() {
        api.put(path("r6"), prefixBody("2001:DB8:" + Long.toHexString(System.nanoTime() & 0xffff) + "::/48"))
                .then()
                .statusCode(201)
                .body("properties.prefix", matchesPattern("2001:db8:.*::/48"));
    }

    @Test
    void isDeletedOnceAndItsKeyWithIt() {
        api.put(path("r1"), prefixBody(prefix));
        assertThat(network.monitored(prefix)).isPresent();

        api.delete(path("r1")).then().statusCode(200).body(equalTo(""));
        api.delete(path("r1")).then().statusCode(204);

        assertThat(network.monitored(prefix)).isEmpty();
        api.get(path("r1")).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        api.put(path("r2"), prefixBody(prefix)).then().statusCode(201);
    }

    @Test
    void honoursConditions() {
        String tag = api.put(path("r1"), prefixBody(prefix)).header("ETag");

        api.given()
                .header("If-None-Match", "*")
                .body(prefixBody(prefix))
                .put(api.url(path("r1")))
                .then()
                .statusCode(412);
        api.given()
                .header("If-Match", tag)
                .body(prefixBody(prefix))
                .put(api.url(path("r1")))
                .then()
                .statusCode(200);
        api.given()
                .header("If-Match", "\"0\"")
                .delete(api.url(path("r1")))
                .then()
                .statusCode(412);
    }

    // ------------------------------------------------------------------ the owner is asked

    private void ownerHolds(String peering, String body) {
        RestAssured.given()
                .body(body)
                .put(ConfigProvider.getConfig().getValue("openpeering.partner-url", String.class)
                        + Make.peeringId(partner.subscription(), peering))
                .then()
                .statusCode(204);
    }

    @Test
    void worksForAPeeringThatOnlyItsOwnerKnowsYet() throws Exception {
        Peering made = Make.peering(
                Make.peeringId(partner.subscription(), "brand-new"),
                1,
                partner.asn(),
                partner.metro(),
                Make.session("172.16.0.1"));
        ownerHolds("brand-new", json.writeValueAsString(made));

        api.put(registration("brand-new", "r1"), prefixBody(prefix))
                .then()
                .statusCode(201)
                .body("properties.peeringServicePrefixKey", notNullValue());
    }

    @Test
    void isRefusedUnderAPeeringThatNobodyKnows() {
        api.put(registration("nowhere", "r1"), prefixBody(prefix))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
    }

    @Test
    void isRefusedWithoutAnActiveConnection() throws Exception {
        Peering made = Make.peering(
                Make.peeringId(partner.subscription(), "inactive"),
                1,
                partner.asn(),
                partner.metro(),
                Make.session("172.16.0.1", ConnectionState.PENDING_APPROVAL, true));
        ownerHolds("inactive", json.writeValueAsString(made));

        api.put(registration("inactive", "r1"), prefixBody(prefix))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("NoActiveConnection"));
    }

    @Test
    void doesNotClaimThatSomethingIsMissingWhenTheOwnerCanNotBeAsked() {
        ownerHolds("unsure", "503");

        api.put(registration("unsure", "r1"), prefixBody(prefix))
                .then()
                .statusCode(503)
                .body("error.code", equalTo("ServerUnavailable"))
                .body("error.message", not(equalTo("")));
    }
}
