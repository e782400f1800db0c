/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.prefix.monitored.MonitoredPrefixInputs.Renewal;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Claim;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Held;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Registered;

/** What has to be said of records that were computed again. */
class MonitoredPrefixInputsTest {
    private static final String P = "203.0.113.0/24";
    private static final IpPrefix PREFIX = IpPrefix.parse(P);
    private static final Registered REGISTERED = new Registered(P, "a-peering-that-is-not-known-yet");
    private static final MonitoredPrefix SAID = new MonitoredPrefix(PREFIX, 7, List.of(), List.of());

    @Test
    void whatIsNewIsSaid() {
        Renewal renewal = MonitoredPrefixInputs.of(List.of(new Held(PREFIX, null)), List.of(REGISTERED))
                .renewal();

        assertThat(renewal.different()).containsExactly(new MonitoredPrefix(PREFIX, 0, List.of(), List.of()));
        assertThat(renewal.gone()).isEmpty();
    }

    @Test
    void whatIsTheSameButForItsRevisionIsNotSaidAgain() {
        Renewal renewal = MonitoredPrefixInputs.of(List.of(new Held(PREFIX, SAID)), List.of(REGISTERED))
                .renewal();

        assertThat(renewal).isEqualTo(new Renewal(List.of(), List.of()));
    }

    @Test
    void whatNobodyRegistersOrClaimsIsTakenBack() {
        Held held = new Held(PREFIX, SAID);

        assertThat(MonitoredPrefixInputs.of(List.of(held), List.of()).renewal())
                .isEqualTo(new Renewal(List.of(), List.of(held)));
    }

    @Test
    void aClaimAloneKeepsIt() {
        Claim claim = new Claim(
                P,
                "a-prefix",
                new Subscription("a-subscription"),
                null,
                "nobody",
                "Amsterdam",
                null,
                null,
                RoutingPolicy.NONE,
                List.of());

        assertThat(MonitoredPrefixInputs.of(List.of(new Held(PREFIX, SAID)), List.of())
                        .claimed(List.of(claim))
                        .renewal())
                .isEqualTo(new Renewal(List.of(), List.of()));
    }
}
