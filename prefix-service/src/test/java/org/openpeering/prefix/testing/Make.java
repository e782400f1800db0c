/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;

/** Contract objects for tests. */
public final class Make {
    public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    public static final Community MAPS = new Community(8075, 8007);

    private Make() {}

    public static ResourceId peeringId(String subscription, String name) {
        return ResourceId.ofGroup(new Subscription(subscription), "rg", ResourceType.PEERINGS, name);
    }

    public static Peering peering(ResourceId id, long revision, long asn, String metro, ConfiguredSession... sessions) {
        List<ConnectionState> states =
                Arrays.stream(sessions).map(ConfiguredSession::connectionState).toList();
        return new Peering(
                id,
                revision,
                PeeringKind.DIRECT,
                DirectPeeringType.EDGE,
                metro,
                ResourceId.ofSubscription(id.subscription(), ResourceType.PEER_ASNS, "asn"),
                new Asn(asn),
                List.of(sessions),
                states);
    }

    public static ConfiguredSession session(String address) {
        return session(address, ConnectionState.ACTIVE, true);
    }

    public static ConfiguredSession session(String address, ConnectionState state, boolean forPeeringService) {
        return new ConfiguredSession("c-" + address, IpAddress.parse(address), null, state, forPeeringService);
    }

    public static RequiredSession required(String address, long asn, String metro, SessionRole role) {
        return new RequiredSession(IpAddress.parse(address), new Asn(asn), metro, role);
    }

    public static ObservedSession observed(String router, String address, long asn, boolean up, long revision) {
        return observed(router, address, asn, up, revision, null);
    }

    /** One that is up, and whether its table is known wholly. */
    public static ObservedSession table(String router, String address, long asn, boolean complete, long revision) {
        return observed(router, address, asn, true, revision, complete);
    }

    private static ObservedSession observed(
            String router, String address, long asn, boolean up, long revision, @Nullable Boolean complete) {
        return new ObservedSession(
                router,
                IpAddress.parse(address),
                new Asn(asn),
                IpAddress.parse("192.0.2.254"),
                up,
                T0,
                up ? "" : "hold timer expired",
                revision,
                null,
                0,
                null,
                null,
                null,
                complete);
    }

    public static ObservedRoute route(
            String prefix, String router, String address, long asn, AsPath path, Community... communities) {
        return new ObservedRoute(
                IpPrefix.parse(prefix),
                0,
                router,
                IpAddress.parse(address),
                new Asn(asn),
                path,
                List.of(communities),
                IpAddress.parse(address),
                T0,
                T0);
    }
}
