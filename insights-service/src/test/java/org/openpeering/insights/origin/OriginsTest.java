/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.registry.rpki.Vrp;

class OriginsTest {
    private static final List<Vrp> COVERING = List.of(
            new Vrp(IpPrefix.parse("203.0.112.0/23"), 24, new Asn(64500), "ripe"),
            new Vrp(IpPrefix.parse("203.0.113.0/24"), 24, new Asn(64501), null));

    @ParameterizedTest
    @CsvSource({"64500, VALID, Ripe", "64501, VALID, None", "64502, INVALID, None"})
    void theVerdictNamesTheTrustAnchorOfWhatDecides(long origin, OriginState state, String anchor) {
        assertThat(RpkiVerdict.of(COVERING, IpPrefix.parse("203.0.113.0/24"), new Asn(origin)))
                .isEqualTo(new RpkiVerdict(state, anchor));
    }

    @Test
    void whatNothingCoversIsUnknownAndASetIsInvalid() {
        IpPrefix prefix = IpPrefix.parse("203.0.113.0/24");

        assertThat(RpkiVerdict.of(List.of(), prefix, new Asn(64500))).isEqualTo(RpkiVerdict.UNKNOWN);
        assertThat(RpkiVerdict.of(COVERING, prefix, null).state()).isEqualTo(OriginState.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.0/24, 64496, UNKNOWN",
        "203.0.113.0/24, 64496 64500, VALID",
        "203.0.113.0/24, 64500 64496, INVALID",
        "203.0.113.0/24, '64500 {64500}', INVALID",
        // The longest registered one that holds the route's decides.
        "203.0.113.128/26, 64501, VALID",
        "203.0.113.128/26, 64500, INVALID",
        // Nobody has activated it: what holds it decides.
        "203.0.113.0/26, 64500, VALID",
        "2001:db8::/48, 64502, VALID"
    })
    void aRegisteredPrefixKnowsItsOrigins(String prefix, String path, OriginState expected) {
        Map<IpPrefix, MonitoredPrefix> registered =
                registered("203.0.113.0/24 64500", "203.0.113.128/25 64501", "203.0.113.0/25", "2001:db8::/32 64502");

        assertThat(KnownOrigins.state(
                        IpPrefix.parse(prefix), AsPath.parse(path), at -> Optional.ofNullable(registered.get(at))))
                .isEqualTo(expected);
    }

    private static Map<IpPrefix, MonitoredPrefix> registered(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.split(" ", -1))
                .map(words -> new MonitoredPrefix(
                        IpPrefix.parse(words[0]),
                        1,
                        Arrays.stream(words).skip(1).map(Asn::parse).toList(),
                        List.of()))
                .collect(Collectors.toMap(MonitoredPrefix::prefix, prefix -> prefix));
    }
}
