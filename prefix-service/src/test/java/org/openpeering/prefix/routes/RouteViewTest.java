/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.RouteDistinguisher;

class RouteViewTest {
    private static final IpAddress PEER = IpAddress.parse("192.0.2.1");
    private static final SessionId USUAL = SessionId.of("edge-1", PEER);

    private static ObservedRoute route(@Nullable SessionId session, long pathId, long since) {
        return new ObservedRoute(
                IpPrefix.parse("203.0.113.0/24"),
                pathId,
                "edge-1",
                PEER,
                new Asn(64496),
                AsPath.of(64496),
                List.of(),
                PEER,
                Instant.ofEpochSecond(since),
                Instant.EPOCH,
                session);
    }

    @Test
    void sessionsOfOneAddressHaveRoutesOfTheirOwn() {
        SessionId vrf = new SessionId("edge-1", 1, RouteDistinguisher.parse("65000:7"), PEER, null, RibView.PRE_POLICY);

        assertThat(List.of(
                        route(null, 0, 1),
                        route(vrf, 0, 1),
                        route(USUAL.with(RibView.POST_POLICY), 0, 1),
                        route(null, 1, 1)))
                .extracting(RouteView::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameRouteAnnouncedAgainHasTheSameKey() {
        assertThat(RouteView.key(route(USUAL, 7, 2))).isEqualTo(RouteView.key(route(null, 7, 1)));
    }
}
