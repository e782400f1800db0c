/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.sample;

import java.time.Instant;
import java.util.List;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.MonitorWorkspace;
import org.openpeering.contract.insights.NetworkRelationships;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencyWindow;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.RouteDistinguisher;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.PeeringProbe;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.partner.ProbeProtocol;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.contract.prefix.SessionRole;

/** Every sample, with every member set. {@code MessageSchemaTest} compares them with the golden files. */
public final class Samples {
    private static final Subscription PARTNER = new Subscription("11111111-1111-4111-8111-111111111111");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final IpAddress PEER = IpAddress.parse("192.0.2.1");
    private static final SessionId VRF =
            new SessionId("edge-1", 1, RouteDistinguisher.parse("65000:7"), PEER, null, RibView.PRE_POLICY);
    private static final Speaker SPEAKER = new Speaker("insights-1", 1_767_323_045_678_901L);
    private static final Asn ASN = new Asn(64496);

    private Samples() {}

    public static List<Sample> all() {
        ResourceId peerAsn = ResourceId.ofSubscription(PARTNER, ResourceType.PEER_ASNS, "Example");
        ResourceId peering = ResourceId.ofGroup(PARTNER, "rg", ResourceType.PEERINGS, "fra");
        ObservedRoute route = new ObservedRoute(
                PREFIX,
                7,
                "edge-1",
                PEER,
                ASN,
                AsPath.parse("64496 {64497,64498}"),
                List.of(Community.parse("8075:8007")),
                PEER,
                TIME,
                TIME,
                VRF,
                new Asn(64497));
        return List.of(
                of(Topic.PEER_ASNS, new PeerAsn(peerAsn, 1, ASN, "Example Networks", ValidationState.APPROVED)),
                of(
                        Topic.PEERINGS,
                        new Peering(
                                peering,
                                2,
                                PeeringKind.DIRECT,
                                DirectPeeringType.IX_RS,
                                "Frankfurt",
                                peerAsn,
                                ASN,
                                List.of(new ConfiguredSession(
                                        "c0ffee00-0000-4000-8000-000000000001",
                                        PEER,
                                        IpAddress.parse("2001:db8::1"),
                                        ConnectionState.PROVISIONING_STARTED,
                                        true)),
                                List.of(ConnectionState.PROVISIONING_STARTED),
                                List.of(new PeeringProbe(
                                        IpAddress.parse("203.0.113.9"), "germanywestcentral", ProbeProtocol.ICMP)))),
                of(Topic.PROVIDERS, new Provider("Example", 3, List.of(ASN), List.of("Frankfurt"))),
                of(Topic.PLACES, new Place(Place.Kind.SERVICE_LOCATION, "Hesse", 9, "Germany", "Hesse", 50.25, 8.5)),
                of(
                        Topic.EDGE_ROUTERS,
                        new EdgeRouter("edge-1", 4, "Frankfurt", List.of(PEER), List.of("0:65000:7", "INTERNET"))),
                of(
                        Topic.PEERING_SERVICES,
                        new PeeringService(
                                ResourceId.ofGroup(PARTNER, "rg", ResourceType.PEERING_SERVICES, "branch"),
                                6,
                                "Example",
                                "Frankfurt",
                                "Osaka")),
                of(
                        Topic.MONITORED_PREFIXES,
                        new MonitoredPrefix(
                                PREFIX,
                                5,
                                List.of(ASN),
                                List.of(new RequiredSession(PEER, ASN, "Frankfurt", SessionRole.PRIMARY)),
                                policy(),
                                List.of(new ProbeTarget(IpAddress.parse("203.0.113.7"), ProbeKind.TLS_HANDSHAKE, 443)),
                                List.of(peering.child(ResourceType.REGISTERED_PREFIXES, "fra-1")),
                                "Hesse")),
                of(
                        Topic.SESSION_STATES,
                        new ObservedSession(
                                "edge-1",
                                PEER,
                                ASN,
                                PEER,
                                false,
                                TIME,
                                "PeerDown 2",
                                ObservedSession.revision(SPEAKER.epoch(), 1),
                                SPEAKER.collector(),
                                SPEAKER.epoch(),
                                VRF,
                                "192.0.2.9:8080",
                                PEER,
                                false)),
                of(
                        Topic.COLLECTOR_GAPS,
                        new CollectorGap(
                                "8a1c1c3e-0000-3000-8000-000000000002",
                                3,
                                CollectorGap.Cause.NOT_SENT,
                                SPEAKER.collector(),
                                "Kafka refused what was to be told",
                                "2 changes of routes have not been told yet",
                                TIME,
                                TIME,
                                TIME,
                                "all of it has been told again",
                                1,
                                2,
                                List.of(PREFIX),
                                SPEAKER.collector())),
                of(Topic.PREFIX_ROUTES, new PrefixRoutes(PREFIX, 7, 5, List.of(route))),
                of(
                        Topic.PREFIX_LATENCY,
                        new PrefixLatency(
                                PREFIX,
                                10,
                                TIME,
                                ASN,
                                "Frankfurt",
                                List.of(new PrefixLatency.Measured("Frankfurt", "agent-tcp", 12.5, 11.25, 2880)))),
                of(Topic.ROUTE_REQUESTS, new RoutesRequest(PREFIX, 8)),
                of(
                        Topic.NETWORK_RELATIONSHIPS,
                        new NetworkRelationships(
                                "edge-fra-1",
                                52,
                                TIME.toEpochMilli(),
                                TIME,
                                3,
                                0,
                                "AQH09wP19wMDAOefAQDnnwFjAQSTCpwa9fcD9PcD")),
                of(
                        Topic.MONITOR_WORKSPACES,
                        new MonitorWorkspace(
                                PARTNER.id(),
                                9,
                                "8a1c1c3e-0000-4000-8000-000000000009",
                                List.of("edge-fra", "office"))),
                change(
                        "answered",
                        new RouteChange.Answered(PREFIX, TIME, 8, List.of(SPEAKER.collector(), "insights-2"), SPEAKER)),
                change("announced", new RouteChange.Announced(PREFIX, TIME, route, SPEAKER)),
                change(
                        "withdrawn",
                        new RouteChange.Withdrawn(
                                PREFIX,
                                TIME,
                                new RouteId(VRF, PREFIX, 7),
                                ASN,
                                RouteChange.WithdrawalCause.PEER_DOWN,
                                SPEAKER)),
                change(
                        "peer-table",
                        new RouteChange.PeerTable(
                                PREFIX, TIME, VRF, ASN, List.of(new RouteChange.PeerTable.Held(PREFIX, 7)), SPEAKER)),
                change("feed-gap", new RouteChange.FeedGap(PREFIX, TIME, "ris", TIME, SPEAKER)),
                change(
                        "synced",
                        new RouteChange.Synced(PREFIX, TIME, 5, List.of(SPEAKER.collector(), "insights-2"), SPEAKER)),
                of(
                        Topic.ROUTING_EVENTS,
                        new RoutingEvent(
                                "8a1c1c3e-0000-3000-8000-000000000001",
                                2,
                                EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
                                EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT.level(),
                                RoutingEvent.Status.ENDED,
                                90,
                                PREFIX,
                                IpPrefix.parse("203.0.113.128/25"),
                                List.of(ASN),
                                new Asn(64511),
                                List.of(new Asn(64500)),
                                new Asn(64512),
                                TIME,
                                TIME,
                                TIME,
                                "withdrawn",
                                List.of("edge-1|192.0.2.1"),
                                List.of(ASN),
                                List.of(new RoutingEvent.Evidence("the origin is not legal", "bmp:edge-1", 50)),
                                List.of(route),
                                "sub-prefix-hijack/1",
                                "203.0.113.128/25 from AS64511")),
                of(
                        Topic.LATENCY_SAMPLES,
                        new LatencySample(
                                "0b1c1c3e-0000-4000-8000-000000000003",
                                TIME,
                                TIME,
                                "fra-1",
                                "Frankfurt",
                                SampleSource.AGENT,
                                ProbeKind.TRACEROUTE,
                                PEER,
                                PREFIX,
                                443,
                                "/subscriptions/" + PARTNER + "/resourceGroups/rg/providers/Microsoft.Peering"
                                        + "/peeringServices/office/connectionMonitorTests/home",
                                SamplePurpose.CONNECTION_MONITOR,
                                3,
                                2,
                                new long[] {12_345, 12_400},
                                List.of(new LatencySample.Hop(1, PEER, 310L), new LatencySample.Hop(2, null, null)),
                                "Timeout")),
                of(
                        Topic.LATENCY_WINDOWS,
                        new LatencyWindow(
                                PREFIX,
                                "Frankfurt",
                                SampleSource.AGENT,
                                Instant.parse("2026-01-02T03:04:00Z"),
                                6,
                                18,
                                17,
                                11_900L,
                                14_100L,
                                12_310L,
                                12_205L,
                                13_050L,
                                13_700L,
                                14_010L,
                                180L,
                                List.of("fra-agent-1"))),
                of(
                        Topic.ROUTE_ACTIVITY,
                        new RouteActivity(
                                RouteActivity.Kind.PREFIX,
                                PREFIX.toString(),
                                Instant.parse("2026-01-02T03:04:00Z"),
                                8_123_456_789L,
                                5,
                                5,
                                3,
                                2,
                                1,
                                1,
                                List.of(0L, 0L, 2L, 1L),
                                "AQIDBA==",
                                List.of(
                                        new RouteActivity.Turn(
                                                Instant.parse("2026-01-02T03:04:05Z"), RouteActivity.Sight.GONE),
                                        new RouteActivity.Turn(
                                                Instant.parse("2026-01-02T03:04:06Z"),
                                                RouteActivity.Sight.ANNOUNCED)))));
    }

    private static Sample of(Topic topic, Object message) {
        return new Sample(topic, topic.topicName(), message.getClass(), message);
    }

    private static Sample change(String kind, RouteChange change) {
        return new Sample(Topic.ROUTE_CHANGES, Topic.ROUTE_CHANGES.topicName() + "." + kind, RouteChange.class, change);
    }

    private static RoutingPolicy policy() {
        return new RoutingPolicy(
                List.of(ASN),
                List.of(new Asn(64497)),
                26,
                true,
                List.of(new MaintenanceWindow(TIME, TIME.plusSeconds(3600), "a new router")),
                List.of(new AcceptedException(
                        EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                        new Asn(64498),
                        PREFIX,
                        TIME.plusSeconds(7200),
                        "moves to another network")),
                new GeoPosition(50.11, 8.68, 25));
    }
}
