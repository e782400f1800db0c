/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

class SessionAddressesTest {

    @Provide
    Arbitrary<IpPrefix> subnets() {
        Arbitrary<IpPrefix> v4 = Combinators.combine(
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL),
                        Arbitraries.integers().between(30, 31))
                .as((low, length) -> IpPrefix.around(new IpAddress(IpAddress.Family.IPV4, 0, low), length));
        Arbitrary<IpPrefix> v6 = Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(64, 127))
                .as((high, low, length) -> IpPrefix.around(new IpAddress(IpAddress.Family.IPV6, high, low), length));
        return Arbitraries.oneOf(v4, v6);
    }

    @Property
    void theEndsAreTwoUsableAddressesOfTheSubnetAndThePartnerHasTheLower(@ForAll("subnets") IpPrefix subnet) {
        SessionAddresses ends = SessionAddresses.complete(subnet, null, null);
        assertThat(SessionAddresses.usable(subnet, ends.peer())).isTrue();
        assertThat(SessionAddresses.usable(subnet, ends.cloud())).isTrue();
        assertThat(ends.cloud()).isEqualTo(ends.peer().plus(1));
    }

    @Property
    void oneGivenEndKeepsItsAddressAndTheOtherDiffers(@ForAll("subnets") IpPrefix subnet, @ForAll boolean upper) {
        SessionAddresses ends = SessionAddresses.complete(subnet, null, null);
        IpAddress given = upper ? ends.cloud() : ends.peer();
        SessionAddresses byPeer = SessionAddresses.complete(subnet, given, null);
        SessionAddresses byCloud = SessionAddresses.complete(subnet, null, given);
        assertThat(byPeer.peer()).isEqualTo(given).isNotEqualTo(byPeer.cloud());
        assertThat(byCloud.cloud()).isEqualTo(given).isNotEqualTo(byCloud.peer());
    }

    @Property
    void completingTwiceChangesNothing(@ForAll("subnets") IpPrefix subnet) {
        SessionAddresses ends = SessionAddresses.complete(subnet, null, null);
        assertThat(SessionAddresses.complete(subnet, ends.peer(), ends.cloud())).isEqualTo(ends);
    }

    @Example
    void theRecordedSubnetGivesThePartner61AndTheCloud62() {
        SessionAddresses ends = SessionAddresses.complete(IpPrefix.parse("192.0.2.60/30"), null, null);
        assertThat(ends.peer()).hasToString("192.0.2.61");
        assertThat(ends.cloud()).hasToString("192.0.2.62");
    }

    @Example
    void networkAndBroadcastOfA30AreNotUsable() {
        IpPrefix subnet = IpPrefix.parse("192.0.2.60/30");
        assertThat(SessionAddresses.usable(subnet, IpAddress.parse("192.0.2.60")))
                .isFalse();
        assertThat(SessionAddresses.usable(subnet, IpAddress.parse("192.0.2.63")))
                .isFalse();
        assertThat(SessionAddresses.usable(subnet, IpAddress.parse("192.0.2.64")))
                .isFalse();
    }
}
