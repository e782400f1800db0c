/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.MonitorWorkspace;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.Database;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/** Connection monitor tests from outside, with the owner's topic and the agents' results. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class ConnectionMonitorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Subscription OWN = new Subscription("aaaaaaaa-0000-4000-8000-000000000001");
    /** Public, and nobody's whom a test could reach: nothing is measured here. */
    private static final String TARGET = "1.1.1.1";

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final ResourceId service = ResourceId.ofGroup(OWN, "Rg", ResourceType.PEERING_SERVICES, "Branch-" + run);
    private final String agent = "Edge-" + run;

    @BeforeEach
    void serviceAndAgentAreKnown() {
        long revision = System.currentTimeMillis();
        Broker.send(Topic.PEERING_SERVICES, new PeeringService(service, revision, null, null, null));
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter("router-" + run, revision, "Metro", List.of(IpAddress.parse("8.8.8.8")), List.of()));
        eventually(
                LIMIT,
                () -> as("/operators")
                        .body(Map.of("site", "Metro", "clientId", "client-" + run))
                        .put("/operator/agents/" + agent)
                        .then()
                        .statusCode(org.hamcrest.Matchers.is(org.hamcrest.Matchers.oneOf(200, 201))));
        eventually(LIMIT, () -> owner().get(tests()).then().statusCode(200));
    }

    private static RequestSpecification as(String... groups) {
        return given().header("Authorization", "Bearer " + Tokens.of("somebody", groups))
                .contentType("application/json");
    }

    private static RequestSpecification owner() {
        return as("/subscriptions/" + OWN + "/Contributor").queryParam("api-version", "2021-06-01");
    }

    private String tests() {
        return service + "/connectionMonitorTests";
    }

    private Map<String, Object> body(Object... more) {
        Map<String, Object> properties = new java.util.HashMap<>(
                Map.of("sourceAgent", agent, "destination", TARGET, "destinationPort", 443, "testFrequencyInSec", 30));
        for (int i = 0; i < more.length; i += 2) {
            properties.put((String) more[i], more[i + 1]);
        }
        return Map.of("properties", properties);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-06-01", "2022-10-01", "2025-05-01"})
    void isMadeReadListedAndDeletedAsTheContractSays(String version) {
        String test = tests() + "/MyTest" + version.substring(0, 4);
        RequestSpecification caller =
                as("/subscriptions/" + OWN + "/Contributor").queryParam("api-version", version);

        String tag = given().spec(caller)
                .body(body())
                .put(test)
                .then()
                .statusCode(201)
                .body("name", equalTo("MyTest" + version.substring(0, 4)))
                .body("id", equalTo(test))
                .body("type", equalTo("Microsoft.Peering/peeringServices/connectionMonitorTests"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.isTestSuccessful", equalTo(false))
                .body("properties.path", hasSize(0))
                .body("properties.destinationPort", equalTo(443))
                .extract()
                .header("ETag");
        given().spec(caller)
                .body(body("sourceAgent", agent.toUpperCase(java.util.Locale.ROOT)))
                .put(test)
                .then()
                .statusCode(200)
                .header("ETag", tag)
                .body("properties.sourceAgent", equalTo(agent));
        given().spec(caller)
                .get(test.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .body("id", equalTo(test));
        given().spec(caller).get(tests()).then().statusCode(200).body("value.id", hasItem(test));
        given().spec(caller).header("If-Match", "\"0\"").delete(test).then().statusCode(412);
        given().spec(caller).delete(test).then().statusCode(200);
        given().spec(caller).delete(test).then().statusCode(204);
        given().spec(caller).get(test).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sourceAgent | nobody | properties.sourceAgent | There is no agent",
                "destination | 10.0.0.1 | properties.destination | Private-Use",
                "destination | 127.0.0.1 | properties.destination | Loopback",
                "destination | 169.254.169.254 | properties.destination | Link Local",
                "destination | 168.63.129.16 | properties.destination | metadata",
                "destination | 8.8.8.8 | properties.destination | this network's routers",
                "destination | no-such-name.invalid | properties.destination | has no address",
                "testFrequencyInSec | 1 | properties.testFrequencyInSec | from 30 to 1800",
                "destinationPort | 0 | properties.destinationPort | from 1 to 65535",
            })
    void refusesWhatCannotOrMustNotBeMeasured(String member, String value, String target, String words) {
        Object sent = value.matches("\\d+") ? Integer.valueOf(value) : value;

        owner().body(body(member, sent))
                .put(tests() + "/refused")
                .then()
                .statusCode(400)
                .body("error.target", equalTo(target))
                .body("error.message", org.hamcrest.Matchers.containsString(words));
    }

    @Test
    void namesHaveAPatternSince2025() {
        String odd = tests() + "/odd name";

        as("/subscriptions/" + OWN + "/Contributor")
                .queryParam("api-version", "2025-05-01")
                .body(body())
                .put(odd)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceName"));
        owner().body(body()).put(odd).then().statusCode(201);
        owner().delete(odd).then().statusCode(200);
    }

    @Test
    void standsUnderAServiceThatThereIs() {
        ResourceId none = ResourceId.ofGroup(OWN, "rg", ResourceType.PEERING_SERVICES, "none-" + run);

        // Its owner does not answer here, so nobody can say.
        owner().body(body()).put(none + "/connectionMonitorTests/t").then().statusCode(503);
    }

    @Test
    void goesWithItsService() {
        String test = tests() + "/t";
        owner().body(body()).put(test).then().statusCode(201);

        Broker.send(Topic.PEERING_SERVICES, service.key(), System.currentTimeMillis() + 1000, null);

        eventually(LIMIT, () -> owner().get(test).then().statusCode(503));
        eventually(
                LIMIT,
                () -> assertThat(Database.query("select id from connection_monitor_test where service_key = "
                                + Database.text(service.key())))
                        .isEmpty());
    }

    @Test
    void showsTheLatestResultThePathAndTheAlert() {
        String test = tests() + "/Watched";
        owner().body(body("alertThresholds", Map.of("lossInPercent", 10, "roundTripTimeInMs", 5)))
                .put(test)
                .then()
                .statusCode(201)
                .body("properties.alert.state", equalTo("Unknown"));
        since(test, "3 minutes");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

        tell(sample(test, now, ProbeKind.TCP_CONNECT, new long[] {20_000, 22_000, 24_000}, List.of()));
        tell(sample(test, now.minusSeconds(60), ProbeKind.TCP_CONNECT, new long[0], List.of()));
        tell(sample(
                test,
                now,
                ProbeKind.TRACEROUTE,
                new long[] {21_000},
                List.of(
                        new Hop(1, IpAddress.parse("192.0.2.1"), 1_000L),
                        new Hop(2, null, null),
                        new Hop(3, IpAddress.parse(TARGET), 21_000L))));

        eventually(
                LIMIT,
                () -> owner().get(test)
                        .then()
                        .statusCode(200)
                        .body("properties.isTestSuccessful", equalTo(true))
                        .body("properties.lastResult.roundTripTimeInMs", equalTo(22.0f))
                        .body("properties.lastResult.failure", nullValue())
                        .body("properties.path", contains(agent, "192.0.2.1", "*", TARGET))
                        .body("properties.hops", hasSize(3))
                        .body("properties.alert.state", equalTo("Firing"))
                        .body("properties.alert.lossInPercent", equalTo(50.0f))
                        .body("properties.alert.roundTripTimeInMs", equalTo(22.0f)));
        eventually(
                LIMIT,
                () -> as("/subscriptions/" + OWN + "/Reader")
                        .queryParam("api-version", "2018-01-01")
                        .queryParam("metricnames", "RoundTripTime")
                        .queryParam("interval", "FULL")
                        .queryParam("aggregation", "Average,Minimum,Maximum,Count")
                        .queryParam("$filter", "ConnectionMonitorTestName eq '*'")
                        .get(service + "/providers/microsoft.insights/metrics")
                        .then()
                        .statusCode(200)
                        .body("namespace", equalTo("Microsoft.Peering/peeringServices"))
                        .body("value[0].name.value", equalTo("RoundTripTime"))
                        .body("value[0].unit", equalTo("MilliSeconds"))
                        .body("value[0].timeseries.metadatavalues[0].value", contains("Watched"))
                        .body("value[0].timeseries[0].data[0].average", equalTo(22.0f))
                        .body("value[0].timeseries[0].data[0].minimum", equalTo(20.0f))
                        .body("value[0].timeseries[0].data[0].maximum", equalTo(24.0f))
                        .body("value[0].timeseries[0].data[0].count", equalTo(3.0f)));
    }

    @Test
    void isAskedOfItsAgentAndOfNoOther() {
        String test = tests() + "/Asked";
        owner().body(body()).put(test).then().statusCode(201);

        eventually(
                LIMIT,
                () -> measuring("client-" + run)
                        .get("/telemetry/tests")
                        .then()
                        .statusCode(200)
                        .body(
                                "tests.findAll { it.purpose == 'connectionMonitor' }.probe",
                                hasItems("TcpConnect", "Traceroute"))
                        .body(
                                "tests.find { it.probe == 'TcpConnect' && it.destination == '1.1.1.1' }.everySeconds",
                                equalTo(30)));

        owner().delete(test).then().statusCode(200);
        eventually(
                LIMIT,
                () -> measuring("client-" + run)
                        .get("/telemetry/tests")
                        .then()
                        .statusCode(200)
                        .body("tests.destination", not(hasItem(TARGET))));
    }

    @Test
    void anAgentOfSomebodyElseIsNobody() {
        String foreign = "Foreign-" + run;
        as("/operators")
                .body(Map.of(
                        "site",
                        "Metro",
                        "clientId",
                        "client-foreign-" + run,
                        "subscriptionId",
                        "aaaaaaaa-0000-4000-8000-000000000002"))
                .put("/operator/agents/" + foreign)
                .then()
                .statusCode(201);

        owner().body(body("sourceAgent", foreign))
                .put(tests() + "/foreign")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.sourceAgent"))
                .body(
                        "error.message",
                        org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("Foreign-" + run + ",")));
    }

    @Test
    void aServiceThatIsMadeAgainHasNoneOfTheTestsOfTheOneBefore() {
        owner().body(body()).put(tests() + "/t").then().statusCode(201);
        long later = System.currentTimeMillis() + 1000;

        Broker.send(Topic.PEERING_SERVICES, service.key(), later, null);
        Broker.send(Topic.PEERING_SERVICES, new PeeringService(service, later + 1, null, null, null));

        eventually(LIMIT, () -> owner().get(tests()).then().statusCode(200).body("value", hasSize(0)));
    }

    /** As if the test had been made so long ago. */
    private static void since(String test, String ago) {
        assertThat(Database.query("update connection_monitor_test set way_since = way_since - interval '" + ago
                        + "' where id = " + Database.text(test) + " returning id"))
                .hasSize(1);
    }

    @Test
    void whatWasMeasuredOfTheWayBeforeIsNoResultOfTheOneNow() {
        String test = tests() + "/moved";
        Map<String, Object> wanted = body("alertThresholds", Map.of("lossInPercent", 10));
        owner().body(wanted).put(test).then().statusCode(201);
        since(test, "3 minutes");
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(1);
        tell(sample(test, before, ProbeKind.TCP_CONNECT, new long[0], List.of()));
        eventually(
                LIMIT,
                () -> owner().get(test)
                        .then()
                        .body("properties.lastResult.failure", equalTo("Timeout"))
                        .body("properties.alert.state", equalTo("Firing")));

        owner().body(body("alertThresholds", Map.of("lossInPercent", 10), "destination", "9.9.9.9"))
                .put(test)
                .then()
                .statusCode(200)
                .body("properties.lastResult", nullValue())
                .body("properties.alert.state", equalTo("Unknown"));
        owner().delete(test).then().statusCode(200);
        owner().body(wanted).put(test).then().statusCode(201).body("properties.alert.state", equalTo("Unknown"));
        // One of before that was buffered, and a later one that shows that it was read.
        tell(sample(test, before.plusMillis(1), ProbeKind.TCP_CONNECT, new long[0], List.of()));
        tell(sample(
                test,
                Instant.now().plusSeconds(1),
                ProbeKind.TRACEROUTE,
                new long[0],
                List.of(new Hop(1, null, null))));
        eventually(LIMIT, () -> owner().get(test).then().body("properties.hops", hasSize(1)));
        owner().get(test).then().body("properties.lastResult", nullValue());
    }

    @Test
    void aTestThatIsPutUnderAServiceThatWasMadeAgainStays() {
        String test = tests() + "/again";
        owner().body(body()).put(test).then().statusCode(201);
        long later = System.currentTimeMillis() + 1000;
        Broker.send(Topic.PEERING_SERVICES, service.key(), later, null);
        Broker.send(Topic.PEERING_SERVICES, new PeeringService(service, later + 1, null, null, null));

        // From the first answer on that knows of the new service.
        eventually(LIMIT, () -> owner().get(test).then().statusCode(404));
        owner().body(body()).put(test).then().statusCode(201);
        // Two rounds of what deletes the old ones.
        String old = tests() + "/old";
        owner().body(body()).put(old).then().statusCode(201);
        assertThat(Database.query("update connection_monitor_test set service_revision = 1 where id = "
                        + Database.text(old) + " returning id"))
                .hasSize(1);
        eventually(
                LIMIT,
                () -> assertThat(Database.query(
                                "select id from connection_monitor_test where id = " + Database.text(old)))
                        .isEmpty());
        owner().get(test).then().statusCode(200);
    }

    @Test
    void anAgentHasNoMoreTestsThanItCanMeasure() {
        String key = agent.toLowerCase(java.util.Locale.ROOT);
        Database.query(
                "insert into connection_monitor_test (resource_key, subscription, service_key, service_revision, id,"
                        + " source_agent, agent_key, destination, destination_port, frequency_seconds, revision)"
                        + " select 'full-' || " + Database.text(key) + " || n, 'somebody', 'full', 1, '/full', 'full', "
                        + Database.text(key)
                        + ", '1.1.1.1', 443, 30, 1 from generate_series(1, 1000) as n returning id");
        try {
            owner().body(body())
                    .put(tests() + "/more")
                    .then()
                    .statusCode(409)
                    .body("error.target", equalTo("properties.sourceAgent"));
        } finally {
            Database.query(
                    "delete from connection_monitor_test where agent_key = " + Database.text(key) + " returning id");
        }
    }

    private static RequestSpecification measuring(String client) {
        return given().header("Authorization", "Bearer " + Tokens.of(client, "/agents"));
    }

    private static void tell(LatencySample sample) {
        Broker.send(Topic.LATENCY_SAMPLES, sample.key(), 1, sample);
    }

    private LatencySample sample(String test, Instant at, ProbeKind probe, long[] trips, List<Hop> hops) {
        return new LatencySample(
                UUID.randomUUID().toString(),
                at,
                at,
                agent,
                "Metro",
                SampleSource.AGENT,
                probe,
                IpAddress.parse(TARGET),
                null,
                probe.hasPort() ? 443 : null,
                test,
                SamplePurpose.CONNECTION_MONITOR,
                3,
                trips.length,
                trips,
                hops,
                trips.length == 0 ? "Timeout" : null);
    }

    @Test
    void settingUpIsToldToPrefixService() {
        Subscription fresh = new Subscription("Fresh-" + run);
        RequestSpecification caller = as("/subscriptions/" + fresh + "/Contributor");
        String path = "/subscriptions/" + fresh + "/providers/Microsoft.Peering/initializeConnectionMonitor";

        String empty = given().spec(caller)
                .queryParam("api-version", "2021-06-01")
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        given().spec(caller)
                .queryParam("api-version", "2022-10-01")
                .post(path)
                .then()
                .statusCode(200);
        given().spec(caller)
                .queryParam("api-version", "2025-05-01")
                .post(path)
                .then()
                .statusCode(204);

        assertThat(empty).isEmpty();
        eventually(
                LIMIT,
                () -> assertThat(Broker.read(Topic.MONITOR_WORKSPACES, fresh.key(), MonitorWorkspace.class))
                        .hasSize(1)
                        .allSatisfy(workspace -> {
                            assertThat(workspace.subscription()).isEqualTo(fresh.id());
                            assertThat(workspace.workspaceId()).hasSize(36);
                        }));
    }
}
