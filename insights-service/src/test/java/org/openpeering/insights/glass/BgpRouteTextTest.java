/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.Aggregator;
import org.openpeering.insights.bgp.ExtendedCommunity;
import org.openpeering.insights.bgp.LargeCommunity;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.collector.HeldRoute;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.origin.OriginState;
import org.openpeering.insights.origin.RpkiVerdict;

class BgpRouteTextTest {
    private static final Glance GLANCE = new Glance("Frankfurt", IpAddress.parse("203.0.113.9"));
    private static final RpkiVerdict UNKNOWN = new RpkiVerdict(OriginState.UNKNOWN, "None");

    private static HeldRoute route(
            String router, String peer, long asn, String prefix, long pathId, PathAttributes attributes, String time) {
        IpAddress address = IpAddress.parse(peer);
        return new HeldRoute(
                new PeerSession(
                        SessionId.of(router, address),
                        new Asn(asn),
                        address,
                        Optional.of(new Asn(8075)),
                        1,
                        Optional.empty()),
                IpPrefix.parse(prefix),
                pathId,
                attributes,
                Instant.parse(time));
    }

    private static PathAttributes plain(String path, String nextHop) {
        return new PathAttributes(
                AsPath.parse(path), Origin.INCOMPLETE, IpAddress.parse(nextHop), List.of(), Optional.empty());
    }

    private static BgpRouteView full() {
        PathAttributes attributes = new PathAttributes(
                AsPath.of(64496, 64500),
                Origin.IGP,
                IpAddress.parse("192.0.2.1"),
                OptionalLong.of(10),
                OptionalLong.of(200),
                List.of(Community.parse("8075:8007"), Community.parse("64496:100")),
                List.of(new ExtendedCommunity(0x0002_FBF0_0000_0064L)),
                List.of(new LargeCommunity(64496, 1, 2)),
                true,
                Optional.of(new Aggregator(new Asn(64500), IpAddress.parse("192.0.2.9"))),
                Optional.of(new Asn(64496)));
        return BgpRouteView.of(
                route("edge-1", "192.0.2.1", 64496, "203.0.113.0/24", 0, attributes, "2026-05-04T10:00:00Z"),
                OriginState.VALID,
                new RpkiVerdict(OriginState.VALID, "Ripe"));
    }

    private static BgpRouteView other(String prefix) {
        PathAttributes attributes = plain("64501 {64502,64503}", "192.0.2.5");
        return BgpRouteView.of(
                route("edge-2", "192.0.2.5", 64501, prefix, 7, attributes, "2026-05-04T11:30:00Z"),
                OriginState.INVALID,
                UNKNOWN);
    }

    private static BgpRoutes part(BgpRouteView... routes) {
        return new BgpRoutes(Set.of(), List.of(routes));
    }

    @Test
    void theTextIsAsDocumented() throws IOException {
        BgpRoutes found = BgpRoutes.joined(List.of(part(other("203.0.113.0/24")), part(full())));
        String document = Files.readString(Path.of("../docs/looking-glass.md"));

        assertThat(document).contains("```text\n" + BgpRouteText.of(BgpRoutesView.of(GLANCE, found)) + "```");
    }

    @Test
    void withoutARouteItSaysSo() throws IOException {
        String text = BgpRouteText.of(BgpRoutesView.of(GLANCE, BgpRoutes.joined(List.of(part(), part()))));

        assertThat(text).isEqualTo("No route to 203.0.113.9 at Frankfurt\n");
        assertThat(Files.readString(Path.of("../docs/looking-glass.md"))).contains("`" + text.strip() + "`");
    }

    @Test
    void ofWhatReplicasKnowTheLongestPrefixCounts() {
        BgpRoutes found = BgpRoutes.joined(List.of(part(other("203.0.112.0/23")), part(full()), part()));

        assertThat(found.routes()).containsExactly(full());
    }
}
