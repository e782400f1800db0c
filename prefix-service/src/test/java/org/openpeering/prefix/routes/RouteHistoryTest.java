/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.routes.RouteChangeView.Kind;
import org.openpeering.prefix.routes.RouteStep.Held;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Make;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Who carries a prefix, and what happened to that. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RouteHistoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Network network;

    private Partner partner;
    private Api api;
    private String block;

    @BeforeEach
    void customer() {
        partner = network.partner();
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

    private ObservedRoute route(int peer, long... path) {
        return Make.route(
                block, "edge-" + peer, "192.0.2." + peer, path[0], AsPath.of(path), new Community(8075, peer));
    }

    private void said(long revision, ObservedRoute... routes) {
        network.routes(block, revision, 1, routes);
    }

    private Response routes() {
        return api.get(prefix("s", "p") + "/routes");
    }

    private Response history() {
        return api.get(prefix("s", "p") + "/routes/history");
    }

    @Test
    void whoCarriesItNowIsShownWithTheWay() {
        said(1, route(1, 64496, 64500), route(2, 64497));
        eventually(LIMIT, () -> routes().then().body("value", hasSize(2)));
        routes().then()
                .body("value[0].router", equalTo("edge-1"))
                .body("value[0].peerAddress", equalTo("192.0.2.1"))
                .body("value[0].peerAsn", equalTo(64496))
                .body("value[0].asPath", equalTo("64496 64500"))
                .body("value[0].originAsn", equalTo(64500))
                .body("value[0].communities[0]", equalTo("8075:1"))
                .body("value[0].since", equalTo(Make.T0.toString()))
                .body("value[1].originAsn", equalTo(64497))
                .body("nextLink", nullValue());
        said(2, route(2, 64497));
        eventually(LIMIT, () -> routes().then().body("value.router", equalTo(List.of("edge-2"))));
    }

    @Test
    void whatHappenedIsShownNewestFirst() {
        said(1_000, route(1, 64496, 64500));
        said(2_000, route(1, 64496, 64501));
        said(3_000);
        eventually(
                LIMIT,
                () -> history().then().body("value.change", equalTo(List.of("Withdrawn", "Changed", "Announced"))));
        history()
                .then()
                .body("value[0].at", equalTo("1970-01-01T00:00:03Z"))
                .body("value[0].route.originAsn", equalTo(64501))
                .body("value[2].route.originAsn", equalTo(64500));
    }

    @Test
    void pagesFollowEachOther() {
        said(1, IntStream.range(0, 150).mapToObj(i -> route(i, 64496)).toArray(ObservedRoute[]::new));
        for (String path : List.of("/routes", "/routes/history")) {
            eventually(LIMIT, () -> api.get(prefix("s", "p") + path).then().body("value", hasSize(100)));
            String next = api.get(prefix("s", "p") + path).path("nextLink");
            api.plain().get(next).then().body("value", hasSize(50)).body("nextLink", nullValue());
        }
    }

    @Test
    void routesThatAreLongFillTheHourSoonerAndAreNotRememberedBeyondIt() {
        long[] path = LongStream.range(0, 900).map(i -> 4_200_000_000L + i).toArray();
        for (int revision = 1; revision <= 3; revision++) {
            long added = revision;
            said(
                    revision,
                    IntStream.range(0, 60)
                            .mapToObj(i -> route(i, with(path, added)))
                            .toArray(ObservedRoute[]::new));
        }
        said(4, route(1, 64496));
        eventually(LIMIT, () -> routes().then().body("value", hasSize(1)));
        String ofBlock = " from route_history where prefix = '" + block + "'";
        assertThat(Network.number("select sum(octet_length(body::text))" + ofBlock))
                .isBetween(600_000L, 750_000L);
        assertThat(Network.number("select count(*)" + ofBlock)).isBetween(40L, 120L);
    }

    private static long[] with(long[] path, long first) {
        return LongStream.concat(LongStream.of(first), LongStream.of(path)).toArray();
    }

    @Test
    void nothingIsShownWithoutTheKey() {
        String other = Network.freshPrefix();
        api.put(prefix("s", "q"), prefixBody(other)).then().statusCode(201);
        network.routes(other, 1, 1, Make.route(other, "edge-1", "192.0.2.1", 64496, AsPath.of(64496)));
        eventually(
                LIMIT,
                () -> assertThat(Network.number("select count(*) from route_history where prefix = '" + other + "'"))
                        .isEqualTo(1));
        for (String path : List.of("/routes", "/routes/history")) {
            api.get(prefix("s", "q") + path).then().statusCode(200).body("value", hasSize(0));
        }
    }

    @Test
    void anOlderMessageATombstoneAndOneThatDoesNotTellAllTakeNothingBack() {
        PrefixRoutes all = new PrefixRoutes(IpPrefix.parse(block), 5, 1, List.of(route(1, 64496), route(2, 64497)));
        Map<String, Held> held = Map.of(block, new Held(5, all));
        PrefixRoutes part = new PrefixRoutes(all.prefix(), 6, 0, List.of(route(3, 64498)));
        PrefixRoutes old = new PrefixRoutes(all.prefix(), 4, 1, List.of());
        assertThat(RouteStep.of(
                        held,
                        List.of(
                                new Received<>(block, 7, null),
                                new Received<>(block, 6, part),
                                new Received<>(block, 4, old))))
                .extracting(RouteStep::revision, RouteStep::kind)
                .containsExactly(tuple(6L, Kind.ANNOUNCED));
    }
}
