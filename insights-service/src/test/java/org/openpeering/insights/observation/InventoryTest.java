/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.insights.bmp.Refusal;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.bmp.RouterInventory.Admission;
import org.openpeering.kit.message.Received;

/** Who may report to a collector, when there are two of them. */
class InventoryTest {
    private static final String ONE = "198.51.100.1";
    private static final String TWO = "198.51.100.2";
    private static final String PROXY = "203.0.113.7";
    private static final Admission ELSEWHERE = new Admission.Refused(Refusal.CONNECTED_ELSEWHERE);

    private final Set<String> alive = new HashSet<>(Set.of("a", "b"));
    private final Whereabouts seenByA = new Whereabouts("a", alive::contains);
    private final Whereabouts seenByB = new Whereabouts("b", alive::contains);
    private final TrustedSources proxies = new TrustedSources(List.of(IpPrefix.parse("203.0.113.0/24")));
    private final Inventory a = new Inventory(proxies, seenByA);
    private final Inventory b = new Inventory(proxies, seenByB);
    private long revision;

    @BeforeEach
    void theRouterMayReportFromTwoAddresses() {
        inventory(ONE, TWO);
    }

    private void inventory(String... addresses) {
        revision++;
        EdgeRouter router = new EdgeRouter(
                "edge-1",
                revision,
                "Frankfurt",
                Stream.of(addresses).map(IpAddress::parse).toList(),
                List.of());
        for (Inventory inventory : List.of(a, b)) {
            inventory.received(new Received<>(router.key(), router.revision(), router));
        }
    }

    /** Both hear it. */
    private void said(String collector, String peer, boolean established, long epoch, @Nullable String source) {
        IpAddress address = IpAddress.parse(peer);
        revision++;
        ObservedSession session = new ObservedSession(
                "edge-1",
                address,
                new Asn(64496),
                address,
                established,
                Instant.EPOCH,
                "",
                revision,
                collector,
                epoch,
                null,
                null,
                source == null ? null : IpAddress.parse(source),
                null);
        Received<ObservedSession> message = new Received<>(session.key(), revision, session);
        seenByA.received(message);
        seenByB.received(message);
    }

    private void upAtA(@Nullable String source) {
        said("a", "192.0.2.1", true, 5, source);
    }

    private static Admission admit(Inventory inventory, String source) {
        return inventory.admit("edge-1", InetAddress.ofLiteral(source));
    }

    private static Admission admitted(String source) {
        return new Admission.Admitted(new RouterIdentity("edge-1", Optional.of(IpAddress.parse(source))));
    }

    @Test
    void aRouterIsKnownByNameAndAddress() {
        assertThat(admit(a, ONE)).isEqualTo(admitted(ONE));
        assertThat(admit(a, "198.51.100.3")).isEqualTo(new Admission.Refused(Refusal.FOREIGN_ADDRESS));
        assertThat(a.admit("edge-2", InetAddress.ofLiteral(ONE)))
                .isEqualTo(new Admission.Refused(Refusal.UNKNOWN_ROUTER));
    }

    @Test
    void aSecondOneOfTheNameIsRefusedAtTheOtherCollector() {
        upAtA(ONE);
        assertThat(admit(b, TWO)).isEqualTo(ELSEWHERE);
        assertThat(admit(a, ONE)).as("the first one stays").isEqualTo(admitted(ONE));
    }

    @Test
    void theRouterItselfMayComeHereAtOnce() {
        upAtA(ONE);
        assertThat(admit(b, ONE)).isEqualTo(admitted(ONE));
    }

    /** On one collector the listener knows who is there. */
    @Test
    void whatIsConnectedHereIsNoReason() {
        upAtA(ONE);
        assertThat(admit(a, TWO)).isEqualTo(admitted(TWO));
    }

    @Test
    void whatACollectorHeldThatIsGoneIsNoReason() {
        upAtA(ONE);
        alive.remove("a");
        assertThat(admit(b, TWO)).isEqualTo(admitted(TWO));
    }

    @Test
    void itIsAdmittedWhenTheSessionsThereAreDown() {
        upAtA(ONE);
        said("a", "192.0.2.2", true, 5, ONE);
        said("a", "192.0.2.1", false, 5, ONE);
        assertThat(admit(b, TWO)).isEqualTo(ELSEWHERE);
        said("a", "192.0.2.2", false, 5, ONE);
        assertThat(admit(b, TWO)).isEqualTo(admitted(TWO));
    }

    @Test
    void itIsAdmittedWhenTheSourceIsNotKnown() {
        upAtA(null);
        assertThat(admit(b, TWO)).isEqualTo(admitted(TWO));
    }

    @Test
    void aRouterThatHasMovedByTheInventoryIsAdmitted() {
        upAtA(ONE);
        inventory(TWO);
        assertThat(admit(b, TWO)).isEqualTo(admitted(TWO));
        assertThat(admit(a, ONE)).isEqualTo(new Admission.Refused(Refusal.FOREIGN_ADDRESS));
    }

    @Test
    void aProxyIsNoAddressOfARouter() {
        upAtA(ONE);
        assertThat(admit(b, PROXY)).isEqualTo(new Admission.Admitted(new RouterIdentity("edge-1")));
    }

    /** The session did not come back with its router, and nobody has told its end. */
    @Test
    void whatIsLeftOfAnEarlierConnectionIsNoReason() {
        upAtA(ONE);
        said("b", "192.0.2.2", true, 9, TWO);
        said("b", "192.0.2.2", false, 9, TWO);
        assertThat(admit(b, TWO)).isEqualTo(admitted(TWO));
    }

    /** Both were admitted before either had told of a session: the listener asks again every second. */
    @Test
    void ofTwoThatCameInTheSameMomentTheLaterConnectionStays() {
        upAtA(ONE);
        said("b", "192.0.2.2", true, 6, TWO);
        assertThat(admit(a, ONE)).isEqualTo(ELSEWHERE);
        assertThat(admit(b, TWO)).isEqualTo(admitted(TWO));
    }
}
