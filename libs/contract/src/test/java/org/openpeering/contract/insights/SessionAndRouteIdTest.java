/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.net.RouteDistinguisher;

class SessionAndRouteIdTest {
    private static final IpAddress PEER = IpAddress.parse("192.0.2.1");

    @Test
    void aSessionOfTheGlobalTableIsNamedAsItWasWhenThereWereNoOthers() {
        assertThat(SessionId.of("edge-1", PEER)).hasToString("edge-1|192.0.2.1");
    }

    @Test
    void theSameAddressInAVrfOrInAnotherViewIsAnotherSession() {
        SessionId global = SessionId.of("edge-1", PEER);
        SessionId vrf = new SessionId("edge-1", 1, RouteDistinguisher.parse("65000:7"), PEER, null, RibView.PRE_POLICY);

        assertThat(vrf).hasToString("edge-1|192.0.2.1|type=1|rd=0:65000:7").isNotEqualTo(global);
        assertThat(global.with(RibView.POST_POLICY)).hasToString("edge-1|192.0.2.1|view=PostPolicy");
    }

    @Test
    void linkLocalPeersOfOneAddressAreToldApartByTheirBgpIdentifier() {
        IpAddress linkLocal = IpAddress.parse("fe80::1");
        SessionId first = new SessionId(
                "edge-1", 0, RouteDistinguisher.NONE, linkLocal, IpAddress.parse("10.0.0.1"), RibView.PRE_POLICY);

        assertThat(first).hasToString("edge-1|fe80::1|id=10.0.0.1");
        assertThatThrownBy(() -> new SessionId(
                        "edge-1", 0, RouteDistinguisher.NONE, PEER, IpAddress.parse("10.0.0.1"), RibView.PRE_POLICY))
                .isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "edge-1",
                "|192.0.2.1",
                "edge-1|",
                "edge-1|192.0.2.1|",
                "edge-1|192.0.2.1|type=0",
                "edge-1|192.0.2.1|type=256",
                "edge-1|192.0.2.1|type=01",
                "edge-1|192.0.2.1|rd=0:0:0",
                "edge-1|192.0.2.1|rd=65000:7",
                "edge-1|192.0.2.1|rd=0:1:1|type=1",
                "edge-1|192.0.2.1|id=10.0.0.1",
                "edge-1|192.0.2.1|view=PrePolicy",
                "edge-1|192.0.2.1|view=postpolicy",
                "edge-1|192.0.2.1|view=Other",
                "edge-1|fe80:0::1",
                "edge%1|192.0.2.1",
                "edge|1|192.0.2.1",
            })
    void whatIsNotTheCanonicalTextOfASessionIsRefused(String text) {
        assertThatThrownBy(() -> SessionId.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "65000:7, 0:65000:7",
        "4200000000:7, 2:4200000000:7",
        "192.0.2.1:7, 1:192.0.2.1:7",
        "2:1:7, 2:1:7",
        "0:65535:4294967295, 0:65535:4294967295",
        "0x0007000000000001, 0x0007000000000001",
    })
    void aDistinguisherMayBeGivenWithoutItsType(String given, String canonical) {
        assertThat(RouteDistinguisher.parse(given)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1:", "3:1:1", "1:1:1", "0:65536:1", "2:1:65536", "0:1:4294967296", "0:192.0.2.1:1", "x"
            })
    void whatIsNoDistinguisherIsRefused(String text) {
        assertThatThrownBy(() -> RouteDistinguisher.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.0/24|7",
                "203.0.113.0/24|edge-1|192.0.2.1",
                "203.0.113.0/24|edge-1|192.0.2.1|-1",
                "203.0.113.0/24|edge-1|192.0.2.1|07",
                "203.0.113.0/24|edge-1|192.0.2.1|4294967296",
                "2001:DB8::/32|edge-1|192.0.2.1|0",
            })
    void whatIsNotTheCanonicalTextOfARouteIsRefused(String text) {
        assertThatThrownBy(() -> RouteId.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @Property(tries = 500)
    void theTextOfARouteTellsTheRoute(@ForAll("sessions") SessionId session, @ForAll int pathId) {
        RouteId route = new RouteId(session, IpPrefix.parse("2001:db8::/32"), Integer.toUnsignedLong(pathId));

        assertThat(SessionId.parse(session.toString())).isEqualTo(session);
        assertThat(RouteId.parse(route.toString())).isEqualTo(route);
    }

    @Property(tries = 500)
    void theOrderIsOneWithEquality(@ForAll("sessions") SessionId one, @ForAll("sessions") SessionId other) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    @Provide
    Arbitrary<SessionId> sessions() {
        Arbitrary<String> routers =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(4).withChars('e', '-', '|', '%', '7', 'C', '=');
        Arbitrary<IpAddress> addresses =
                Arbitraries.of("192.0.2.1", "2001:db8::1", "fe80::1", "0.0.0.0").map(IpAddress::parse);
        Arbitrary<Integer> types = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(0, 1, 2, 3)),
                Tuple.of(1, Arbitraries.integers().between(0, 255)));
        Arbitrary<RouteDistinguisher> distinguishers =
                Arbitraries.longs().map(RouteDistinguisher::new).injectDuplicates(0.2);
        Arbitrary<@Nullable IpAddress> ids = Arbitraries.integers()
                .map(bits -> new IpAddress(Family.IPV4, 0, Integer.toUnsignedLong(bits)))
                .injectNull(0.3);
        return Combinators.combine(routers, types, distinguishers, addresses, ids, Arbitraries.of(RibView.class))
                .as((router, type, distinguisher, address, id, view) -> new SessionId(
                        router, type, distinguisher, address, SessionId.linkLocal(address) ? id : null, view));
    }

    @Test
    void routesAreOrderedByPrefixFirst() {
        RouteId low = new RouteId(SessionId.of("z", PEER), IpPrefix.parse("198.51.100.0/24"), 9);
        RouteId high = new RouteId(SessionId.of("a", PEER), IpPrefix.parse("203.0.113.0/24"), 0);

        assertThat(List.of(high, low).stream().sorted()).containsExactly(low, high);
    }

    @ParameterizedTest
    @CsvSource({
        "65000:7, 0:65000:7",
        "0:65000:7, 0:65000:7",
        "192.0.2.1:7, 1:192.0.2.1:7",
        "70000:7, 2:70000:7",
        "2:65000:7, 2:65000:7",
        "INTERNET, INTERNET",
        "70000:70000, 70000:70000"
    })
    void aTableIsNamedByItsDistinguisherInOneWayOrByItsName(String told, String canonical) {
        assertThat(RouteDistinguisher.canonical(told)).isEqualTo(canonical);
    }
}
