/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.PeerDown;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/** The line from a router's BMP session to sessions, routes and events on the topics, from outside. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "none"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class RouteFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Peer PARTNER = Peer.of("192.0.2.1", 64496, "192.0.2.1", "192.0.2.2");
    private static final Peer STRANGER = Peer.of("192.0.2.5", 64511, "192.0.2.5", "192.0.2.6");
    private static final String PREFIX = "203.0.113.0/24";

    private final String name = "edge-" + UUID.randomUUID();

    @Test
    void followsAPrefixFromAnnouncementToHijackAndBack() throws Exception {
        long revision = System.currentTimeMillis();
        Broker.send(
                Topic.EDGE_ROUTERS, new EdgeRouter(name, revision, "Frankfurt", List.of(IpAddress.parse("127.0.0.1"))));
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
