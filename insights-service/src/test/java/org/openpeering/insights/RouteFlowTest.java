/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.PeerDown;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/** The line from a router's BMP session to sessions, routes and events on the topics, from outside. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class RouteFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Peer PARTNER = Peer.of("192.0.2.1", 64496, "192.0.2.1", "192.0.2.2");
    private static final Peer STRANGER = Peer.of("192.0.2.5", 64511, "192.0.2.5", "192.0.2.6");
    private static final String PREFIX = "203.0.113.0/24";
    private static final Subscription OWN = new Subscription("aaaaaaaa-0000-4000-8000-000000000001");
    private static final ResourceId PEERING = ResourceId.ofGroup(OWN, "rg", ResourceType.PEERINGS, "fra");
    private static final String VERSION = "?api-version=2021-06-01";

    private static final String ROUTES = PEERING + "/receivedRoutes" + VERSION;

    private final String name = "edge-" + UUID.randomUUID();

    @Test
    void followsAPrefixFromAnnouncementToHijackAndBack() throws Exception {
        long revision = System.currentTimeMillis();
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter(name, revision, "Frankfurt", List.of(IpAddress.parse("127.0.0.1")), List.of()));
        Broker.send(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(
                        IpPrefix.parse(PREFIX),
                        revision,
                        List.of(new Asn(64496)),
                        List.of(new RequiredSession(
                                IpAddress.parse("192.0.2.1"), new Asn(64496), "Frankfurt", SessionRole.PRIMARY))));
        try (SyntheticRouter router = router()) {
            router.peerUp(PARTNER);
            router.peerUp(STRANGER);
            router.announce(PARTNER, route(PREFIX, 64496L));
            eventually(LIMIT, () -> assertThat(routes()).hasSize(1));
            assertThat(routes().getFirst().communities()).hasToString("[8075:8007]");
            eventually(LIMIT, () -> assertThat(session().established()).isTrue());
            assertThat(events(EventType.PREFIX_ANNOUNCEMENT_EVENT)).hasSize(1);
            partnersReadWhatTheyAnnounce(revision);
            whoAsksTooOftenWaitsAlone();
            everybodyLooksThroughTheGlass();

            router.announce(STRANGER, route("203.0.113.128/25", 64511L));
            eventually(LIMIT, () -> assertThat(hijack().status()).isEqualTo(RoutingEvent.Status.OPEN));
            assertThat(hijack().seenOrigin()).isEqualTo(new Asn(64511));
            router.withdraw(STRANGER, "203.0.113.128/25");
            eventually(LIMIT, () -> assertThat(hijack().status()).isEqualTo(RoutingEvent.Status.ENDED));

            router.peerDown(PARTNER, PeerDown.REMOTE_NO_NOTIFICATION);
            eventually(LIMIT, () -> assertThat(routes()).isEmpty());
            eventually(LIMIT, () -> assertThat(session().established()).isFalse());
            router.peerUp(PARTNER);
            eventually(LIMIT, () -> assertThat(routes()).hasSize(1));
        }
    }

    private void partnersReadWhatTheyAnnounce(long revision) {
        Broker.send(
                Topic.PEERINGS,
                new Peering(
                        PEERING,
                        revision,
                        PeeringKind.DIRECT,
                        DirectPeeringType.EDGE,
                        "Frankfurt",
                        ResourceId.ofSubscription(OWN, ResourceType.PEER_ASNS, "as64496"),
                        new Asn(64496),
                        List.of(new ConfiguredSession(
                                "c", IpAddress.parse("192.0.2.1"), null, ConnectionState.ACTIVE, true)),
                        List.of(ConnectionState.ACTIVE)));
        eventually(LIMIT, () -> received("").statusCode(200).body("value.size()", is(1)));
        received("&asPath=64496&originAsValidationState=valid&rpkiValidationState=Unknown&prefix=" + PREFIX)
                .body("value.size()", is(1))
                .body("value[0].prefix", is(PREFIX))
                .body("value[0].nextHop", is("192.0.2.1"))
                .body("value[0].asPath", is("64496"))
                .body("value[0].originAsValidationState", is("Valid"))
                .body("value[0].rpkiValidationState", is("Unknown"))
                .body("value[0].trustAnchor", is("None"))
                .body("value[0].receivedTimestamp", matchesPattern("[0-9T:-]{19}\\.[0-9]{7}Z"))
                .body("nextLink", nullValue());
        as("reader", "application/vnd.openpeering.held+json").get(ROUTES).then().body("sessions", hasSize(1));
        as("reader", "application/vnd.openpeering.held+json")
                .header("X-Forwarded-Host", "peering.example")
                .get(ROUTES)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("sessions", nullValue())
                .body("value.size()", is(1));
        received("&prefix=203.0.113.0/25").statusCode(200).body("value.size()", is(0));
        received("&prefix=203.0.113.1/24").statusCode(400).body("error.target", is("prefix"));
        received("&asPath=x").statusCode(400).body("error.target", is("asPath"));
        received("&asPath=64496&ASPATH=1").statusCode(400).body("error.target", is("asPath"));
        received("&$skipToken=bm9uZQ").statusCode(400).body("error.target", is("$skiptoken"));
        given().header("Authorization", "Bearer " + Tokens.of("reader", "/subscriptions/" + OWN + "/Reader"))
                .get(PEERING + "x/receivedRoutes" + VERSION)
                .then()
                .statusCode(404)
                .body("error.code", is("ParentResourceNotFound"));
    }

    private static ValidatableResponse received(String query) {
        return as("reader", "application/json").get(ROUTES + query).then();
    }

    private static RequestSpecification as(String caller, String accept) {
        return given().header("Authorization", "Bearer " + Tokens.of(caller, "/subscriptions/" + OWN + "/Reader"))
                .header("Accept", accept)
                .urlEncodingEnabled(false);
    }

    private static void whoAsksTooOftenWaitsAlone() throws Exception {
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Response>> questions = Collections.nCopies(
                    80, () -> as("hasty", "application/json").get(ROUTES));
            List<Response> refused = new ArrayList<>();
            for (Future<Response> answer : asking.invokeAll(questions)) {
                if (answer.get().statusCode() == 429) {
                    refused.add(answer.get());
                }
            }
            assertThat(refused).hasSizeBetween(1, 60);
            refused.getFirst().then().header("Retry-After", "1").body("error.code", is("TooManyRequests"));
        }
        received("").statusCode(200);
    }

    private void everybodyLooksThroughTheGlass() {
        looked("203.0.113.7", "application/json")
                .statusCode(200)
                .body("command", is("BgpRoute"))
                .body(
                        "output",
                        startsWith("BGP routes to 203.0.113.7 at Frankfurt\nPrefix " + PREFIX + ", routes: 1\n"))
                .body("output", containsString("communities 8075:8007\n"));
        looked("203.0.113.7", "application/vnd.openpeering.bgp-routes+json")
                .statusCode(200)
                .body("prefix", is(PREFIX))
                .body("routes[0].routerName", is(name))
                .body("routes[0].communities", is(List.of("8075:8007")));
        looked("198.51.100.1", "application/json").body("output", is("No route to 198.51.100.1 at Frankfurt\n"));
        looked("127.0.0.1", "application/json").statusCode(400).body("error.target", is("destinationIP"));
    }

    private static ValidatableResponse looked(String destination, String accept) {
        return given().header("Authorization", "Bearer " + Tokens.of("reader", "/subscriptions/" + OWN + "/Reader"))
                .header("Accept", accept)
                .post("/subscriptions/" + OWN + "/providers/Microsoft.Peering/lookingGlass" + VERSION
                        + "&command=BgpRoute&sourceType=EdgeSite&sourceLocation=frankfurt&destinationIP=" + destination)
                .then();
    }

    /** A connection that comes before the service has read of the router is refused, and tried again. */
    private SyntheticRouter router() throws Exception {
        InetSocketAddress bmp =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("openpeering.bmp.port"));
        return new SyntheticRouter(name, bmp, null, 8075, InetAddress.ofLiteral("192.0.2.254")).start();
    }

    private static Route route(String prefix, long origin) {
        return new Route(prefix, List.of(origin), List.of("8075:8007"), InetAddress.ofLiteral("192.0.2.1"));
    }

    private static List<ObservedRoute> routes() {
        List<PrefixRoutes> said = Broker.read(Topic.PREFIX_ROUTES, PREFIX, PrefixRoutes.class);
        assertThat(said).isNotEmpty();
        return said.getLast().routes();
    }

    private ObservedSession session() {
        List<ObservedSession> said = Broker.read(Topic.SESSION_STATES, name + "|192.0.2.1", ObservedSession.class);
        assertThat(said).isNotEmpty();
        return said.getLast();
    }

    private static List<RoutingEvent> events(EventType type) {
        return Broker.read(Topic.ROUTING_EVENTS, PREFIX, RoutingEvent.class).stream()
                .filter(event -> event.type() == type)
                .toList();
    }

    private static RoutingEvent hijack() {
        List<RoutingEvent> said = events(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT);
        assertThat(said).isNotEmpty();
        assertThat(said.stream().map(RoutingEvent::id).distinct()).hasSize(1);
        return said.getLast();
    }
}
