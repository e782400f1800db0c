/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.origin.OriginState;
import org.openpeering.kit.error.ArmException;

class QueryOfRoutesTest {
    private static ApiError refusal(ThrowingCallable call) {
        return assertThatExceptionOfType(ArmException.class)
                .isThrownBy(call)
                .actual()
                .error();
    }

    private static Optional<String> sites(String metro) {
        return metro.equalsIgnoreCase("Frankfurt") ? Optional.of("Frankfurt") : Optional.empty();
    }

    @Test
    void filtersAreExactMatchesInWhateverSpelling() {
        RouteFilter filter = RouteFilter.parse("203.0.113.0/24", " 64496  64500 ", "valid", "UNKNOWN");

        assertThat(filter.prefix()).contains(IpPrefix.parse("203.0.113.0/24"));
        assertThat(filter.passes(AsPath.of(64496, 64500))).isTrue();
        assertThat(filter.passes(AsPath.of(64496, 64496, 64500))).isFalse();
        assertThat(filter.passes(OriginState.VALID, OriginState.UNKNOWN)).isTrue();
        assertThat(filter.passes(OriginState.VALID, OriginState.INVALID)).isFalse();
        assertThat(RouteFilter.parse("", null, null, " ").passes(AsPath.EMPTY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "prefix, 203.0.113.1/24, InvalidPrefix",
        "prefix, all, InvalidPrefix",
        "asPath, 1 2 x, InvalidParameter",
        "asPath, 4294967296, InvalidParameter",
        "originAsValidationState, NotFound, InvalidParameter",
        "rpkiValidationState, yes, InvalidParameter"
    })
    void whatIsNoFilterIsRefusedByItsName(String name, String value, String code) {
        ApiError error = refusal(() -> RouteFilter.parse(
                name.equals("prefix") ? value : null,
                name.equals("asPath") ? value : null,
                name.equals("originAsValidationState") ? value : null,
                name.equals("rpkiValidationState") ? value : null));

        assertThat(error.target()).isEqualTo(name);
        assertThat(error.code().wire()).isEqualTo(code);
    }

    @Test
    void theLookingGlassTakesEveryCaseAndTheInventorysSpellingOfTheSite() {
        assertThat(Glance.parse("bgproute", "edgesite", "FRANKFURT", "2001:db8::1", QueryOfRoutesTest::sites))
                .isEqualTo(new Glance("Frankfurt", IpAddress.parse("2001:db8::1")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', EdgeSite, Frankfurt, 203.0.113.1, command, InvalidParameter, is required",
        "Whois, EdgeSite, Frankfurt, 203.0.113.1, command, InvalidParameter, 'Whois'",
        "Ping, EdgeSite, Frankfurt, 203.0.113.1, command, InvalidParameter, not offered here",
        "Traceroute, EdgeSite, Frankfurt, 203.0.113.1, command, InvalidParameter, not offered here",
        "BgpRoute, '', Frankfurt, 203.0.113.1, sourceType, InvalidParameter, is required",
        "BgpRoute, AzureRegion, Frankfurt, 203.0.113.1, sourceType, InvalidParameter, no regions",
        "BgpRoute, EdgeSite, '', 203.0.113.1, sourceLocation, InvalidParameter, is required",
        "BgpRoute, EdgeSite, Atlantis, 203.0.113.1, sourceLocation, PeeringLocationNotFound, no edge router at",
        "BgpRoute, EdgeSite, Frankfurt, '', destinationIP, InvalidParameter, is required",
        "BgpRoute, EdgeSite, Frankfurt, example.com, destinationIP, InvalidParameter, example.com",
        "BgpRoute, EdgeSite, Frankfurt, 203.0.113.0/24, destinationIP, InvalidParameter, 203.0.113.0/24",
        "BgpRoute, EdgeSite, Frankfurt, 127.0.0.1, destinationIP, InvalidParameter, Loopback",
        "BgpRoute, EdgeSite, Frankfurt, 169.254.169.254, destinationIP, InvalidParameter, Link Local",
        "BgpRoute, EdgeSite, Frankfurt, 10.1.2.3, destinationIP, InvalidParameter, Private-Use",
        "BgpRoute, EdgeSite, Frankfurt, fe80::1, destinationIP, InvalidParameter, Outside IPv6 Global Unicast"
    })
    void whatCannotBeLookedAtIsRefusedByItsParameter(
            String command, String type, String location, String address, String target, String code, String words) {
        ApiError error = refusal(() -> Glance.parse(command, type, location, address, QueryOfRoutesTest::sites));

        assertThat(error.target()).isEqualTo(target);
        assertThat(error.code().wire()).isEqualTo(code);
        assertThat(error.message()).contains(words);
    }

    @Test
    void whoLooksTooOftenWaitsAndNobodyElseDoes() {
        Allowance allowance = new Allowance(3, Duration.ofSeconds(1));
        long now = 1L << 40;
        for (int i = 0; i < 3; i++) {
            assertThat(allowance.take("a", now)).isZero();
        }

        assertThat(allowance.take("a", now)).isEqualTo(Duration.ofSeconds(1));
        assertThat(allowance.take("b", now)).isZero();
        assertThat(allowance.take("a", now + 1_000_000_000L)).isZero();
        assertThat(allowance.take("a", now + 1_000_000_000L)).isPositive();
    }
}
