/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.CollectorGap;
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
import org.openpeering.prefix.testing.Work;

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

    @Inject
    GapService gaps;

    private static final String ALL = "/providers/Microsoft.Peering/events/stream";

    private Partner partner;
    private Api api;
    private String subscription;
    private String block;

    @BeforeEach
    void customer() throws Exception {
        partner = network.partner();
        subscription = Network.subscription();
        api = new Api(subscription, "Contributor");
        block = claimed("s", "p");
    }

    /** A prefix of a service, with its key. */
    private String claimed(String service, String name) {
        String fresh = Network.freshPrefix();
        String key = new Api(partner.subscription(), "Contributor")
                .put(registration(partner.peering(), service + name), prefixBody(fresh))
                .path("properties.peeringServicePrefixKey");
        assertThat(api.put(service(service), serviceBody(partner.provider(), partner.metro()))
                        .statusCode())
                .isIn(200, 201);
        api.put(prefix(service, name), prefixBody(fresh, key)).then().statusCode(201);
        return fresh;
    }

    private RoutingEvent event(String id, long revision, Instant firstSeen, Instant ended) {
        return event(block, id, revision, firstSeen, ended);
    }

    private static RoutingEvent event(String prefix, String id, long revision, Instant firstSeen, Instant ended) {
        return new RoutingEvent(
                id,
                revision,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT.level(),
                ended == null ? RoutingEvent.Status.OPEN : RoutingEvent.Status.ENDED,
                80,
                IpPrefix.parse(prefix),
                IpPrefix.parse(prefix),
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
                "Origin of " + prefix + " changed to 64511");
    }

    /** Tells that something has begun with a prefix, and waits until that is recorded. */
    private void happened(String prefix, String id) throws Exception {
        network.event(event(prefix, id, 1, Instant.now(), null));
        recorded(id, 1);
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

    // ------------------------------------------------------------------ gaps

    private static CollectorGap gap(String router, long revision, Instant ended) {
        Instant since = Instant.parse("2026-01-02T03:04:05Z");
        return new CollectorGap(
                "gap-of-" + router,
                revision,
                CollectorGap.Cause.ROUTER_LOST,
                router,
                "Router " + router + " is out of sight",
                "What is announced and withdrawn on 1 session is not seen",
                since,
                since.plusSeconds(60),
                ended,
                ended == null ? null : "Its sessions are in sight again",
                1,
                0,
                List.of(),
                "insights-1");
    }

    private CollectorGap unobserved(long revision, Instant ended) {
        Instant since = Instant.parse("2026-01-02T03:04:05Z");
        return new CollectorGap(
                "unobserved-" + block,
                revision,
                CollectorGap.Cause.UNOBSERVED,
                block,
                "Nobody looks",
                "Whether anybody announces it is not known",
                since,
                since,
                ended,
                ended == null ? null : "Somebody looks again",
                1,
                0,
                List.of(IpPrefix.parse(block)),
                "insights-1");
    }

    @Test
    void thatNobodyLooksIsSaidWhereRoutesAreListedUntilSomebodyDoes() throws Exception {
        String routes = prefix("s", "p") + "/routes";
        api.get(routes).then().statusCode(200).body("value", hasSize(0)).body("notSeen", hasSize(0));
        tell(unobserved(1, null));
        eventually(
                LIMIT,
                () -> api.get(routes)
                        .then()
                        .body("value", hasSize(0))
                        .body("notSeen", hasSize(1))
                        .body("notSeen[0].cause", equalTo("Unobserved"))
                        .body("notSeen[0].since", equalTo("2026-01-02T03:04:05Z"))
                        .body("notSeen[0].summary", equalTo("Nobody looks")));
        tell(unobserved(2, Instant.parse("2026-01-02T04:00:00Z")));
        eventually(LIMIT, () -> api.get(routes).then().body("notSeen", hasSize(0)));
    }

    private void tell(CollectorGap gap) {
        network.send(Topic.COLLECTOR_GAPS, gap.key(), gap.revision(), gap);
    }

    /** One message, an event of each prefix that depends on the router, those too that come to do so. */
    @Test
    void ofAGapConcernThePrefixesThatDependOnWhatIsOutOfSight() throws Exception {
        String second = claimed("s2", "p2");
        Partner other = network.partner();
        partner = other;
        String stranger = claimed("s3", "p3");
        assertThat(network.monitored(second)).isPresent();
        assertThat(network.monitored(stranger)).isPresent();
        assertThat(network.monitored(block)).isPresent();
        String router = other.router(0);
        CollectorGap opened = gap(router, 1, null);
        try (StreamClient client = new StreamClient(api, prefix("s3", "p3") + "/events/stream", null)) {
            eventually(LIMIT, () -> assertThat(client.connected()).isTrue());
            tell(opened);
            recorded(GapEvent.id(opened.id(), IpPrefix.parse(stranger)), 1);
            eventually(LIMIT, () -> assertThat(client.ids()).hasSize(1));
        }
        api.get(prefix("s3", "p3") + "/events")
                .then()
                .body("value", hasSize(1))
                .body("value[0].type", equalTo("CollectorGapEvent"))
                .body("value[0].level", equalTo("Error"))
                .body("value[0].status", equalTo("Open"))
                .body("value[0].firstSeen", equalTo("2026-01-02T03:04:05Z"))
                .body(
                        "value[0].evidence[0].what",
                        equalTo("What is announced and withdrawn on 1 session is not seen."));
        api.get(prefix("s", "p") + "/events").then().body("value", hasSize(0));

        String newcomer = claimed("s4", "p4");
        assertThat(network.monitored(newcomer)).isPresent();
        Work.await(gaps::tellNewcomers);
        recorded(GapEvent.id(opened.id(), IpPrefix.parse(newcomer)), 1);

        network.session(other, 0, false, 5);
        Instant end = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        tell(gap(router, 2, end));
        recorded(GapEvent.id(opened.id(), IpPrefix.parse(stranger)), 2);
        recorded(GapEvent.id(opened.id(), IpPrefix.parse(newcomer)), 2);
        api.get(prefix("s3", "p3") + "/events")
                .then()
                .body("value", hasSize(1))
                .body("value[0].status", equalTo("Ended"))
                .body("value[0].ended", equalTo(end.toString()));
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
    void areStreamedToSoManyClientsOfOneCallerAtMostWhichShutsNobodyElseOut() throws Exception {
        Api reader = new Api(subscription, "Reader");
        List<StreamClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                clients.add(new StreamClient(reader, i % 2 == 0 ? ALL : prefix("s", "p") + "/events/stream", null));
            }
            for (String stream : List.of(ALL, service("s") + "/events/stream", prefix("s", "p") + "/events/stream")) {
                reader.given()
                        .header("Accept", "text/event-stream")
                        .get(reader.url(stream))
                        .then()
                        .statusCode(429)
                        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                        .body("error.code", equalTo("TooManyRequests"));
            }
            clients.add(new StreamClient(api, ALL, null));
        } finally {
            clients.forEach(StreamClient::close);
        }
    }

    @Test
    void ofAllPrefixesOfASubscriptionAreOneStream() throws Exception {
        List<String> prefixes = new ArrayList<>(List.of(block));
        for (int i = 0; i < 17; i++) {
            prefixes.add(claimed("s", "more-" + i));
            prefixes.add(claimed("t", "more-" + i));
        }
        String foreign = foreignPrefix();
        try (StreamClient client = new StreamClient(api, ALL, null)) {
            eventually(LIMIT, () -> assertThat(client.connected()).isTrue());
            happened(foreign, foreign + "not-ours");
            // So far apart that they make no incident.
            Instant begin = Instant.now();
            for (String prefix : prefixes) {
                begin = begin.minus(Duration.ofMinutes(10));
                network.event(event(prefix, prefix + "x", 1, begin, null));
            }

            eventually(LIMIT, () -> assertThat(client.data()).hasSize(prefixes.size()));
            assertThat(client.ids()).isSortedAccordingTo(Comparator.comparing(Long::valueOf));
            assertThat(client.data()).noneMatch(data -> data.contains("not-ours"));
            prefixes.forEach(
                    prefix -> assertThat(client.data()).anyMatch(data -> data.contains("\"id\":\"" + prefix + "x\"")));
        }
    }

    private String foreignPrefix() {
        Api mine = api;
        api = new Api(Network.subscription(), "Contributor");
        String foreign = claimed("s", "theirs");
        api = mine;
        return foreign;
    }

    @Test
    void ofAServiceAreOneStreamWhichResumesAndEndsWithTheService() throws Exception {
        String second = claimed("s", "q");
        String elsewhere = claimed("t", "p");
        happened(block, block + "1");
        happened(elsewhere, elsewhere + "1");
        happened(second, second + "1");

        String stream = service("s") + "/events/stream";
        try (StreamClient client = new StreamClient(api, stream, "0")) {
            eventually(LIMIT, () -> assertThat(client.data()).hasSize(2));
            assertThat(client.data().getFirst()).contains(block + "1");
            assertThat(client.data().getLast()).contains(second + "1");
            try (StreamClient resumed =
                    new StreamClient(api, stream, client.ids().getFirst())) {
                eventually(LIMIT, () -> assertThat(resumed.data()).hasSize(1));
                assertThat(resumed.ids()).containsExactly(client.ids().getLast());
            }

            api.delete(service("s")).then().statusCode(200);
            eventually(LIMIT, () -> assertThat(client.ended()).isTrue());
        }
    }

    @Test
    void ofSomePrefixesOnlyAreStreamedOnRequest() throws Exception {
        String second = claimed("s", "q");
        String third = claimed("s", "r");
        happened(block, block + "1");
        happened(second, second + "1");
        happened(third, third + "1");

        try (StreamClient client = new StreamClient(api, ALL + "?prefix=" + block + "&prefix=" + third, "0")) {
            eventually(LIMIT, () -> assertThat(client.data()).hasSize(2));
            assertThat(client.data().getFirst()).contains(block + "1");
            assertThat(client.data().getLast()).contains(third + "1");
        }
        api.given()
                .header("Accept", "text/event-stream")
                .queryParam("prefix", "10.0.0.1/8")
                .get(api.url(ALL))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("prefix"));
    }

    @Test
    void ofAPrefixWithoutItsKeyAreInNoStream() throws Exception {
        String named = Network.freshPrefix();
        api.put(prefix("s", "named"), prefixBody(named)).then().statusCode(201);
        try (StreamClient client = new StreamClient(api, ALL, null)) {
            eventually(LIMIT, () -> assertThat(client.connected()).isTrue());
            happened(named, named + "1");
            happened(block, block + "1");

            eventually(LIMIT, () -> assertThat(client.data()).hasSize(1));
            assertThat(client.data().getFirst()).contains(block + "1");
        }
    }

    /** Else a stream of several prefixes could have gone past a number that is committed later. */
    @Test
    void areLoggedInTheOrderOfTheirCommits() throws Exception {
        Work.inTransaction(() -> {
            sql.get(
                    "select 1 as locked from pg_advisory_xact_lock(hashtextextended('routing_event_log', 0))",
                    row -> row.number("locked"));
            network.event(event(block + "1", 1, Instant.now(), null));
            eventually(LIMIT, () -> {
                long waiting = sql.get(
                        "select count(*) as waiting from pg_locks where locktype = 'advisory' and not granted",
                        row -> row.number("waiting"));
                assertThat(waiting).isPositive();
            });
            return null;
        });

        recorded(block + "1", 1);
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
                .get(api.url(service("none") + "/events/stream"))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
        api.given()
                .header("Accept", "text/event-stream")
                .queryParam("lastEventId", "x")
                .get(api.url(prefix("s", "p") + "/events/stream"))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("lastEventId"));
    }
}
