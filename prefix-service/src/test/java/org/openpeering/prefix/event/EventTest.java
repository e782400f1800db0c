/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;

/** Events as a list, expanded, and as a stream. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class EventTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Network network;

    @Inject
    Sql sql;

    private Api api;
    private String block;

    @BeforeEach
    void customer() throws Exception {
        Partner partner = network.partner();
        api = new Api(Network.subscription(), "Contributor");
        block = Network.freshPrefix();
        String key = new Api(partner.subscription(), "Contributor")
                .put(registration(partner.peering(), "r"), prefixBody(block))
                .path("properties.peeringServicePrefixKey");
        api.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        api.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
    }

    private RoutingEvent event(String id, long revision, Instant firstSeen, Instant ended) {
        return new RoutingEvent(
                id,
                revision,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT.level(),
                ended == null ? RoutingEvent.Status.OPEN : RoutingEvent.Status.ENDED,
                80,
                IpPrefix.parse(block),
                IpPrefix.parse(block),
                List.of(new Asn(64500)),
                new Asn(64511),
                firstSeen,
                firstSeen,
                ended,
                ended == null ? null : "withdrawn",
                List.of("edge-1|192.0.2.1"),
                List.of(new Asn(64500)),
                List.of(new RoutingEvent.Evidence("Origin 64511 is not one of 64500", "bmp:edge-1", 80)),
                List.of(),
                "origin-change/1",
                "Origin of " + block + " changed to 64511");
    }

    private void recorded(String id, long revision) {
        eventually(
                LIMIT,
                () -> assertThat(sql.find(
                                "select revision from routing_event where event_id = ?",
                                row -> row.number("revision"),
                                id))
                        .contains(revision));
    }

    @Test
    void areShownInAzuresShapeNewestFirst() throws Exception {
        Instant now = Instant.now();
        network.event(event(block + "a", 1, now, null));
        network.event(event(block + "b", 1, now.plusSeconds(1), null));
        network.event(event(block + "a", 2, now, now.plusSeconds(2)));
        recorded(block + "b", 1);
        recorded(block + "a", 2);

        api.given()
                .queryParam("$expand", "events")
                .get(api.url(prefix("s", "p")))
                .then()
                .body("properties.events", hasSize(2))
                .body(
                        "properties.events[0].eventTimestamp",
                        equalTo(now.plusSeconds(1).toString()))
                .body("properties.events[0].eventType", equalTo("PrefixOriginAsChangeEvent"))
                .body("properties.events[0].eventLevel", equalTo("Critical"))
                .body("properties.events[0].eventSummary", equalTo("Origin of " + block + " changed to 64511"))
                .body(
                        "properties.events[0].eventDescription",
                        equalTo("Origin 64511 is not one of 64500. The announcement of " + block
                                + " is seen by 1 vantage point, with confidence 80 of 100. It goes on."));
        api.get(prefix("s", "p") + "/events")
                .then()
                .body("value", hasSize(2))
                .body("value[1].id", equalTo(block + "a"))
                .body("value[1].revision", equalTo(2))
                .body("value[1].status", equalTo("Ended"))
                .body("nextLink", nullValue());
    }

    @Test
    void areCutIntoPages() throws Exception {
        Instant now = Instant.now();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 103; i++) {
            ids.add(block + "-" + i);
            network.event(event(block + "-" + i, 1, now.plusMillis(i), null));
        }
        for (String id : ids) {
            recorded(id, 1);
        }

        var first = api.get(prefix("s", "p") + "/events");
        List<String> listed = new ArrayList<>(first.<List<String>>path("value.id"));
        var second = RestAssured.given()
                .header("Authorization", "Bearer " + api.token())
                .urlEncodingEnabled(false)
                .get(first.<String>path("nextLink"));
        listed.addAll(second.path("value.id"));

        assertThat(listed).containsExactlyElementsOf(ids.reversed());
    }

    @Test
    void ofAnEarlierLifeAreNotShown() throws Exception {
        Instant longAgo = Instant.now().minusSeconds(3600);
        network.event(event(block + "old", 1, longAgo, longAgo.plusSeconds(60)));
        network.event(event(block + "alive", 1, longAgo, null));
        recorded(block + "old", 1);
        recorded(block + "alive", 1);

        api.get(prefix("s", "p") + "/events")
                .then()
                .body("value", hasSize(1))
                .body("value[0].id", equalTo(block + "alive"));
    }

    // ------------------------------------------------------------------ streams

    @Test
    void areStreamedFromNowOnAndResumedAfterTheLastOneSeen() throws Exception {
        network.event(event(block + "before", 1, Instant.now(), null));
        recorded(block + "before", 1);
        String lastSeen;
        try (StreamClient client = new StreamClient(api, null)) {
            eventually(LIMIT, () -> assertThat(client.lines()).anyMatch(line -> line.startsWith(":")));
            network.event(event(block + "x", 1, Instant.now(), null));
            eventually(LIMIT, () -> assertThat(client.data()).hasSize(1));
            assertThat(client.data().getFirst())
                    .contains("\"id\":\"" + block + "x\"")
                    .contains("\"revision\":1");
            assertThat(client.lines()).contains("event:PrefixOriginAsChangeEvent");
            lastSeen = client.ids().getFirst();
        }
        network.event(event(block + "x", 2, Instant.now(), Instant.now()));
        network.event(event(block + "y", 1, Instant.now(), null));
        recorded(block + "y", 1);
        recorded(block + "x", 2);

        try (StreamClient client = new StreamClient(api, lastSeen)) {
            eventually(LIMIT, () -> assertThat(client.data()).hasSize(2));
            assertThat(client.data().get(0)).contains("\"revision\":2");
            assertThat(client.data().get(1)).contains(block + "y");
        }
    }

    @Test
    void areNotStreamedAnyMoreWhenThePrefixIsGone() throws Exception {
        try (StreamClient client = new StreamClient(api, null)) {
            eventually(LIMIT, () -> assertThat(client.lines()).isNotEmpty());

            api.delete(prefix("s", "p")).then().statusCode(200);

            eventually(LIMIT, () -> assertThat(client.ended()).isTrue());
        }
    }

    @Test
    void areStreamedToSoManyClientsAtMost() throws Exception {
        List<StreamClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                clients.add(new StreamClient(api, null));
            }
            api.given()
                    .header("Accept", "text/event-stream")
                    .get(api.url(prefix("s", "p") + "/events/stream"))
                    .then()
                    .statusCode(429)
                    .body("error.code", equalTo("TooManyRequests"));
        } finally {
            clients.forEach(StreamClient::close);
        }
    }

    @Test
    void areNotStreamedForWhatDoesNotExist() {
        api.given()
                .header("Accept", "text/event-stream")
                .get(api.url(prefix("s", "none") + "/events/stream"))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
        api.given()
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "x")
                .get(api.url(prefix("s", "p") + "/events/stream"))
                .then()
                .statusCode(400);
    }
}
