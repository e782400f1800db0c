/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.prefix.event.StreamClient;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Customer;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Receiver;
import org.openpeering.prefix.testing.Sql;

/** An incident from the events of it to those who are told. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class IncidentTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String INCIDENTS = "/providers/Microsoft.Peering/routingIncidents";
    private static final int EACH = 40;

    @Inject
    Network network;

    @Inject
    Sql sql;

    private final Instant begin = Instant.now();
    private final String run = UUID.randomUUID().toString();
    private Receiver receiver;
    private Customer customer;
    private Customer another;
    private List<String> prefixes;
    private String foreign;

    @BeforeEach
    void customers() throws Exception {
        receiver = Receiver.tls();
        customer = Customer.of(network, network.partner());
        another = Customer.of(network, network.partner());
        prefixes = List.of(customer.claimed("s", "p"), customer.claimed("s", "q"), customer.claimed("t", "r"));
        foreign = another.claimed("s", "p");
    }

    @AfterEach
    void end() {
        receiver.close();
        sql.update("delete from webhook where subscription = ?", customer.subscription());
    }

    private void webhook(String name, Map<String, Object> filter) {
        Map<String, Object> properties = Map.of("endpoint", receiver.url("/" + name), "filter", filter);
        customer.api()
                .put("/providers/Microsoft.Peering/webhooks/" + name, Map.of("properties", properties))
                .then()
                .statusCode(201);
    }

    /** The n-th event of a prefix, of a part of it. */
    private RoutingEvent event(String prefix, int n) {
        IpPrefix whole = IpPrefix.parse(prefix);
        return new RoutingEvent(
                run + prefix + n,
                1,
                EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
                EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT.level(),
                RoutingEvent.Status.OPEN,
                80,
                whole,
                whole.subnet(whole.length() + 8, n),
                List.of(),
                new Asn(64511),
                begin.plusMillis(n),
                begin.plusMillis(n),
                null,
                null,
                List.of("edge-1|192.0.2.1"),
                List.of(),
                List.of(new RoutingEvent.Evidence("The origin is not legal.", "bmp:edge-1", 80)),
                List.of(),
                "sub-prefix-hijack/1",
                "A part of " + prefix + " is announced");
    }

    private List<RoutingEvent> happens(int each) {
        List<RoutingEvent> events = new ArrayList<>();
        for (int n = 0; n < each; n++) {
            for (String prefix : prefixes) {
                events.add(event(prefix, n));
            }
        }
        events.forEach(network::event);
        return events;
    }

    private List<JsonPath> got(String name) {
        return receiver.got().stream()
                .filter(got -> got.path().equals("/" + name))
                .map(got -> new JsonPath(got.body()).setRootPath("data"))
                .toList();
    }

    private static List<JsonPath> incidents(List<JsonPath> got) {
        return got.stream()
                .filter(data -> data.getString("type").equals("PrefixIncidentEvent"))
                .toList();
    }

    private static Response operator(String path) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("olga", "/operators"))
                .queryParam("api-version", "2022-10-01")
                .get(path);
    }

    private static Map<String, Object> of(JsonPath list, String id) {
        return list.getMap("value.find { it.id == '" + id + "' }");
    }

    @Test
    void hundredsOfEventsAreOneIncidentWhereverItIsTold() throws Exception {
        webhook("all", Map.of());
        webhook("one", Map.of("prefixes", List.of(prefixes.get(2))));
        webhook("incidents", Map.of("eventTypes", List.of("PrefixIncidentEvent")));
        webhook("others", Map.of("eventTypes", List.of("PrefixRouteLeakEvent")));
        network.event(event(foreign, 0));
        List<RoutingEvent> events = happens(EACH);
        int count = events.size();

        eventually(
                LIMIT,
                () -> assertThat(incidents(got("all")))
                        .isNotEmpty()
                        .last()
                        .satisfies(
                                data -> assertThat(data.getInt("members.count")).isEqualTo(count)));
        List<JsonPath> all = got("all");
        assertThat(all.size() - incidents(all).size()).isEqualTo(9);
        assertThat(incidents(all)).hasSizeLessThan(12);
        assertThat(incidents(all)).allSatisfy(data -> {
            assertThat(data.getString("level")).isEqualTo("Critical");
            assertThat(data.getList("members.prefixes", String.class)).isSubsetOf(prefixes);
        });
        eventually(LIMIT, () -> assertThat(incidents(got("one"))).isNotEmpty());
        eventually(LIMIT, () -> assertThat(got("incidents")).isNotEmpty());
        assertThat(incidents(got("incidents"))).hasSameSizeAs(got("incidents"));
        assertThat(got("others")).isEmpty();

        JsonPath list =
                customer.api().get(INCIDENTS).then().statusCode(200).extract().jsonPath();
        assertThat(list.getList("value")).hasSize(1);
        String id = list.getString("value[0].id");
        assertThat(list.getInt("value[0].members.prefixCount")).isEqualTo(3);
        assertThat(customer.api().get(INCIDENTS + "/" + id).jsonPath().getInt("members.count"))
                .isEqualTo(count);
        JsonPath members = customer.api().get(INCIDENTS + "/" + id + "/events").jsonPath();
        assertThat(members.getList("value")).hasSize(100);
        assertThat(members.getList("value.incident")).containsOnly(id);
        assertThat(customer.api()
                        .plain()
                        .get(members.getString("nextLink"))
                        .jsonPath()
                        .getList("value"))
                .hasSize(count - 100);
        assertThat(customer.api()
                        .get(Api.prefix("s", "p") + "/events")
                        .jsonPath()
                        .getList("value.incident"))
                .hasSize(EACH)
                .containsOnly(id);
    }

    @Test
    void aStreamOfManyPrefixesCarriesItAndOneOfAPrefixEachEvent() throws Exception {
        try (StreamClient all = new StreamClient(customer.api(), "/providers/Microsoft.Peering/events/stream", null);
                StreamClient service = new StreamClient(customer.api(), Api.service("t") + "/events/stream", null);
                StreamClient one = new StreamClient(customer.api(), Api.prefix("s", "p") + "/events/stream", null);
                StreamClient others =
                        new StreamClient(another.api(), "/providers/Microsoft.Peering/events/stream", null)) {
            eventually(
                    LIMIT,
                    () -> assertThat(all.connected() && service.connected() && one.connected())
                            .isTrue());
            network.event(event(foreign, 0));
            happens(EACH);
            String last = "\"count\":" + 3 * EACH;
            eventually(LIMIT, () -> assertThat(all.data()).anyMatch(line -> line.contains(last)));
            eventually(LIMIT, () -> assertThat(service.data()).anyMatch(line -> line.contains(last)));
            eventually(LIMIT, () -> assertThat(one.data()).hasSize(EACH));
            eventually(LIMIT, () -> assertThat(others.data()).hasSize(1));
            assertThat(all.data())
                    .filteredOn(line -> !line.contains("PrefixIncidentEvent"))
                    .hasSize(9);
            assertThat(all.data()).hasSizeLessThan(21);
            assertThat(one.data()).noneMatch(line -> line.contains("PrefixIncidentEvent"));
            assertThat(others.data()).allMatch(line -> line.contains(foreign));
        }
    }

    @Test
    void nobodyLearnsOfAnothersPrefixesButTheOperator() throws Exception {
        network.event(event(foreign, 0));
        happens(10);
        eventually(
                LIMIT,
                () -> assertThat(customer.api().get(INCIDENTS).jsonPath().getList("value.members.count"))
                        .containsExactly(30));
        String id = customer.api().get(INCIDENTS).jsonPath().getString("value[0].id");

        another.api().get(INCIDENTS).then().statusCode(200).body("value", empty());
        another.api().get(INCIDENTS + "/" + id).then().statusCode(404);
        another.api().get(INCIDENTS + "/" + id + "/events").then().statusCode(404);
        assertThat(another.api()
                        .get(Api.prefix("s", "p") + "/events")
                        .jsonPath()
                        .getList("value.incident"))
                .containsExactly((Object) null);
        customer.api().given().get("/operator/routing/incidents").then().statusCode(403);

        JsonPath all = operator("/operator/routing/incidents")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        String whole = all.getString("value.find { it.members.prefixes.contains('" + foreign + "') }.id");
        assertThat(whole).isNotNull().isNotEqualTo(id);
        assertThat(of(all, whole)).containsEntry("type", "PrefixIncidentEvent").containsEntry("seenOrigin", 64511);
        operator("/operator/routing/incidents/" + whole).then().statusCode(200);
        operator("/operator/routing/incidents/" + whole + "/events").then().statusCode(200);
        operator("/operator/routing/incidents/" + id).then().statusCode(404);
        customer.api().get(INCIDENTS + "/" + whole).then().statusCode(404);
    }

    @Test
    void itEndsWithTheLastOfItsEventsAndReadsNoneTwice() throws Exception {
        webhook("w", Map.of());
        List<RoutingEvent> events = happens(10);
        events.forEach(network::event);
        eventually(
                LIMIT,
                () -> assertThat(incidents(got("w")))
                        .isNotEmpty()
                        .last()
                        .satisfies(
                                data -> assertThat(data.getInt("members.count")).isEqualTo(30)));
        Instant over = begin.plusSeconds(60);
        events.forEach(event -> network.event(
                event.but().revision(2).ended(over, "It is withdrawn.").build()));
        eventually(
                LIMIT,
                () -> assertThat(incidents(got("w")))
                        .last()
                        .satisfies(data -> assertThat(data.getString("status")).isEqualTo("Ended")));
        JsonPath last = incidents(got("w")).getLast();
        assertThat(last.getString("ended")).isEqualTo(over.toString());
        assertThat(last.getInt("members.open")).isZero();
        // Those nine that were told by themselves are told by themselves that they are over.
        eventually(
                LIMIT,
                () -> assertThat(got("w"))
                        .filteredOn(data -> data.getString("type").equals("PrefixSubPrefixHijackEvent"))
                        .hasSize(18));
    }
}
