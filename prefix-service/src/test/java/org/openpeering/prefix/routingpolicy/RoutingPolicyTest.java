/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Make;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;
import org.openpeering.prefix.testing.Work;

/** The owner's word on the routing of a prefix: said, remembered, and told to those who detect. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RoutingPolicyTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String POLICY = prefix("s", "p") + "/routingPolicy";

    @Inject
    Network network;

    @Inject
    Sql sql;

    private Partner partner;
    private Api api;
    private String subscription;
    private String block;

    @BeforeEach
    void customer() {
        partner = network.partner();
        subscription = Network.subscription();
        api = new Api(subscription, "Contributor");
        block = Network.freshPrefix();
        api.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        api.put(prefix("s", "p"), prefixBody(block, key(partner))).then().statusCode(201);
    }

    private String key(Partner of) {
        return new Api(of.subscription(), "Contributor")
                .put(registration(of.peering(), "r"), prefixBody(block))
                .path("properties.peeringServicePrefixKey");
    }

    private Response said(Map<String, Object> properties) {
        return api.put(POLICY, Map.of("properties", properties));
    }

    private MonitoredPrefix monitored() {
        return network.monitored(block).orElseThrow();
    }

    private static List<Asn> asns(long... numbers) {
        List<Asn> asns = new ArrayList<>();
        for (long number : numbers) {
            asns.add(new Asn(number));
        }
        return asns;
    }

    @Test
    void whatFollowsFromTheRegistrationHoldsUntilSomebodySaysMore() {
        api.get(POLICY)
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("name", equalTo("routingPolicy"))
                .body("type", equalTo("Microsoft.Peering/peeringServices/prefixes/routingPolicy"))
                .body("id", containsString("/prefixes/p/routingPolicy"))
                .body("properties.isDefault", equalTo(true))
                .body("properties.prefix", equalTo(block))
                .body("properties.upstreams", equalTo(List.of((int) partner.asn())))
                .body("properties.partnerAsns", equalTo(List.of((int) partner.asn())))
                .body("properties.siblings", hasSize(0))
                .body("properties.moreSpecifics.expected", equalTo(false))
                .body("properties.moreSpecifics.maxLength", nullValue())
                .body("properties.announced", equalTo(true))
                .body("properties.changedBy", nullValue());
        assertThat(monitored().policy()).isEqualTo(RoutingPolicy.NONE);
        api.get(POLICY + "/history").then().statusCode(200).body("value", hasSize(0));
    }

    @Test
    void whatIsSaidIsKeptAndTold() {
        Instant until = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        said(Map.of(
                        "upstreams", List.of(64500),
                        "siblings", List.of(64511),
                        "moreSpecifics", Map.of("expected", true, "maxLength", 26),
                        "maintenanceWindows",
                                List.of(Map.of(
                                        "from",
                                        until.minusSeconds(7200).toString(),
                                        "until",
                                        until.toString(),
                                        "reason",
                                        "works")),
                        "exceptions", List.of(Map.of("asn", 64505, "expires", until.toString()))))
                .then()
                .statusCode(200)
                .body("properties.isDefault", equalTo(false))
                .body("properties.upstreams", equalTo(List.of(64500)))
                .body("properties.legalOrigins", hasItems(64511, (int) partner.asn()))
                .body("properties.maintenanceWindows[0].reason", equalTo("works"))
                .body("properties.exceptions[0].expires", equalTo(until.toString()))
                .body("properties.changedBy", equalTo("Contributor-of-" + subscription))
                .body("properties.changedAt", notNullValue())
                .body("warnings", nullValue());

        MonitoredPrefix told = monitored();
        assertThat(told.legalOrigins()).contains(new Asn(64511), new Asn(partner.asn()));
        assertThat(told.policy().upstreams()).isEqualTo(asns(64500, partner.asn()));
        assertThat(told.policy().siblings()).isEqualTo(asns(64511));
        assertThat(told.policy().longestMoreSpecific()).isEqualTo(26);
        assertThat(told.policy().maintenance()).hasSize(1);
        assertThat(told.policy().exceptions()).hasSize(1);
    }

    @Test
    void whatIsTakenBackLeavesTheDefaultAndItsHistory() {
        said(Map.of("announced", false)).then().statusCode(200);
        assertThat(monitored().policy().announced()).isFalse();
        long before = monitored().revision();

        api.delete(POLICY).then().statusCode(200);

        api.get(POLICY).then().body("properties.isDefault", equalTo(true));
        assertThat(monitored().policy().announced()).isTrue();
        assertThat(monitored().revision()).isGreaterThan(before);
        api.delete(POLICY).then().statusCode(204);
        api.get(POLICY + "/history")
                .then()
                .body("value", hasSize(2))
                .body("value[0].properties.isDefault", equalTo(true))
                .body("value[0].changedBy", equalTo("Contributor-of-" + subscription))
                .body("value[0].changedAt", notNullValue())
                .body("value[1].properties.announced", equalTo(false))
                .body("value[1].properties.prefix", equalTo(block));
    }

    @Test
    void whoSawAnOlderVersionOverwritesNothing() {
        String tag = api.get(POLICY).header("ETag");
        said(Map.of("siblings", List.of(64511))).then().statusCode(200);

        api.given()
                .header("If-Match", tag)
                .body(Map.of("properties", Map.of("siblings", List.of(64500))))
                .put(api.url(POLICY))
                .then()
                .statusCode(412);

        api.get(POLICY).then().body("properties.siblings", equalTo(List.of(64511)));
    }

    @Test
    void theHistoryHasPagesAndAnEnd() {
        Work.run(() -> sql.update(
                "insert into routing_policy (resource_key, revision, subscription, prefix, policy, changed_by)"
                        + " select resource_key, nextval('revision'), subscription, prefix, null, 'caller ' || n"
                        + " from customer_prefix, generate_series(1, 1000) n where prefix = ?",
                block));
        said(Map.of("siblings", List.of(64511))).then().statusCode(200);

        Response first = api.get(POLICY + "/history");
        first.then()
                .body("value", hasSize(100))
                .body("value[0].properties.siblings[0]", equalTo(64511))
                .body("value[99].changedBy", equalTo("caller 902"));
        api.plain()
                .get(first.<String>path("nextLink"))
                .then()
                .body("value", hasSize(100))
                .body("value[0].changedBy", equalTo("caller 901"));
        assertThat(Network.number("select count(*) from routing_policy where prefix = '" + block + "'"))
                .isEqualTo(RoutingPolicyRepository.KEPT);
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndNothingIsStored() {
        said(Map.of("announced", false, "upstreams", List.of(64500), "siblings", List.of(23456)))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidAsn"))
                .body("error.details.target", containsInAnyOrder("properties.upstreams", "properties.siblings[0]"));
        api.put(POLICY, "{\"properties\":{\"upstreams\":[\"AS64500\"]}}")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.upstreams[0]"));
        api.put(POLICY + "?dryRun=perhaps", "{\"properties\":{}}")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("dryRun"));
        api.get(POLICY + "/history").then().body("value", hasSize(0));
    }

    @Test
    void aDryRunStoresNothing() {
        String tag = api.get(POLICY).header("ETag");

        api.put(POLICY + "?dryRun=true", Map.of("properties", Map.of("announced", false)))
                .then()
                .statusCode(200)
                .body("properties.announced", equalTo(false));

        api.get(POLICY).then().header("ETag", equalTo(tag)).body("properties.announced", equalTo(true));
        api.put(POLICY + "?dryRun=true", Map.of("properties", Map.of("siblings", List.of(0))))
                .then()
                .statusCode(400);
    }

    @Test
    void aPolicyThatWouldHideAnAttackSaysSo() {
        String id = "critical-" + block;
        network.event(attack(id));
        eventually(LIMIT, () -> api.get(prefix("s", "p") + "/events").then().body("value.id", hasItems(id)));

        for (String dryRun : List.of("?dryRun=true", "")) {
            api.put(POLICY + dryRun, Map.of("properties", Map.of("siblings", List.of(64511))))
                    .then()
                    .statusCode(200)
                    .body("warnings", hasSize(1))
                    .body("warnings[0].eventIds", equalTo(List.of(id)))
                    .body("warnings[0].target", equalTo("properties.siblings"))
                    .body("warnings[0].message", containsString("64511"));
        }
        api.get(POLICY).then().body("warnings", nullValue());
    }

    private RoutingEvent attack(String id) {
        return attack(id, EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT, block, new Asn(64511));
    }

    private RoutingEvent attack(String id, EventType type, String announced, Asn origin) {
        return new RoutingEvent(
                id,
                1,
                type,
                type.level(),
                RoutingEvent.Status.OPEN,
                80,
                IpPrefix.parse(block),
                IpPrefix.parse(announced),
                asns(partner.asn()),
                origin,
                Instant.now(),
                Instant.now(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(Make.route(block, "edge-1", "192.0.2.1", 64501, AsPath.of(64501, 64511))),
                "origin-change/1",
                "");
    }

    @Test
    void whatWasSeenForADayIsSuggestedAndTakenInOneCall() {
        Asn origin = new Asn(partner.asn());
        long monitored = monitored().revision();
        network.routes(
                block,
                1,
                monitored,
                Make.route(block, "edge-1", "192.0.2.1", 64501, AsPath.of(64501, 64505, partner.asn())),
                Make.route(block, "edge-2", "192.0.2.2", partner.asn(), AsPath.of(partner.asn(), 64511)));
        eventually(LIMIT, () -> api.get(prefix("s", "p") + "/routes").then().body("value", hasSize(2)));
        api.get(POLICY + "/suggestions")
                .then()
                .statusCode(200)
                .body("sufficient", equalTo(false))
                .body("message", containsString("for a day"))
                .body("value", hasSize(0));

        Work.run(() -> sql.update(
                "update customer_prefix set created_at = now() - interval '2 days' where prefix = ?", block));
        network.event(attack("part-" + block, EventType.PREFIX_WITHDRAWAL_EVENT, block.replace("/24", "/26"), origin));
        eventually(
                LIMIT,
                () -> api.get(POLICY + "/suggestions")
                        .then()
                        .body("value.id", equalTo(List.of("MoreSpecifics-26", "Sibling-64511", "Upstream-64505"))));
        api.get(POLICY + "/suggestions")
                .then()
                .body("sufficient", equalTo(true))
                .body("value[2].kind", equalTo("Upstream"))
                .body("value[2].restsOn.sessions", equalTo(1))
                .body("value[2].restsOn.since", equalTo(Make.T0.toString()))
                .body("value[2].restsOn.samplePath", equalTo("64501 64505 " + partner.asn()));

        accepted("Upstream-1").then().statusCode(400).body("error.target", equalTo("ids[0]"));
        accepted("MoreSpecifics-26", "Sibling-64511", "Upstream-64505")
                .then()
                .statusCode(200)
                .body("properties.upstreams", equalTo(List.of(64505)))
                .body("properties.siblings", equalTo(List.of(64511)))
                .body("properties.moreSpecifics.maxLength", equalTo(26));

        assertThat(monitored().legalOrigins()).contains(new Asn(64511));
        api.get(POLICY + "/suggestions").then().body("value", hasSize(0));
        api.get(POLICY + "/history").then().body("value", hasSize(1));
        new Api(subscription, "Reader")
                .post(POLICY + "/acceptSuggestions", Map.of("ids", List.of("Upstream-64505")))
                .then()
                .statusCode(403);
    }

    private Response accepted(String... ids) {
        return api.post(POLICY + "/acceptSuggestions", Map.of("ids", List.of(ids)));
    }

    @Test
    void aReaderReadsAndWritesNothing() {
        Api reader = new Api(subscription, "Reader");
        said(Map.of("siblings", List.of(64511))).then().statusCode(200);

        reader.get(POLICY).then().statusCode(200).body("properties.siblings", equalTo(List.of(64511)));
        reader.get(POLICY + "/history").then().statusCode(200).body("value", hasSize(1));
        reader.put(POLICY, Map.of("properties", Map.of())).then().statusCode(403);
        reader.delete(POLICY).then().statusCode(403);
        Api stranger = new Api(Network.subscription(), "Contributor");
        stranger.get(POLICY).then().statusCode(404);
        stranger.put(POLICY, Map.of("properties", Map.of())).then().statusCode(404);
        stranger.delete(POLICY).then().statusCode(404);
        stranger.get(POLICY + "/history").then().statusCode(404);
    }

    @Test
    void ofAPrefixWithoutAKeyNothingFollows() {
        String other = Network.freshPrefix();
        api.put(prefix("s", "q"), prefixBody(other)).then().statusCode(201);
        String policy = prefix("s", "q") + "/routingPolicy";

        api.put(policy, Map.of("properties", Map.of("siblings", List.of(64511))))
                .then()
                .statusCode(200)
                .body("properties.partnerAsns", hasSize(0));

        assertThat(network.monitored(other)).isEmpty();
    }

    @Test
    void whileItMovesWhatBothSayHolds() {
        said(Map.of("announced", false, "siblings", List.of(64511))).then().statusCode(200);
        Partner next = network.partner();
        api.put(service("t"), serviceBody(next.provider(), next.metro())).then().statusCode(201);
        api.post(prefix("s", "p") + "/transfer", Map.of("peeringServiceProvider", next.provider(), "overlap", "P1D"))
                .then()
                .statusCode(200);
        api.put(prefix("t", "p"), prefixBody(block, key(next))).then().statusCode(201);

        RoutingPolicy policy = monitored().policy();
        assertThat(policy.upstreams()).isEmpty();
        assertThat(policy.siblings()).isEqualTo(asns(64511));
        assertThat(policy.announced()).isTrue();

        api.put(prefix("t", "p") + "/routingPolicy", Map.of("properties", Map.of("announced", false)))
                .then()
                .statusCode(200);
        assertThat(monitored().policy().announced()).isFalse();
    }

    @Test
    void whatWasSaidGoesWithThePrefix() {
        said(Map.of("siblings", List.of(64511))).then().statusCode(200);
        int revision = api.get(POLICY).path("properties.revision");
        String key = api.get(prefix("s", "p")).path("properties.peeringServicePrefixKey");

        api.delete(prefix("s", "p")).then().statusCode(200);
        api.get(POLICY).then().statusCode(404);
        api.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);

        api.get(POLICY)
                .then()
                .body("properties.isDefault", equalTo(true))
                .body("properties.revision", greaterThan(revision));
        assertThat(monitored().legalOrigins()).doesNotContain(new Asn(64511));
        api.get(POLICY + "/history").then().body("value", not(hasItems(notNullValue())));
    }
}
