/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.ArmException;

class WantedTest {
    private static final List<String> NONE = List.of();

    @Test
    void isAllWhenNothingIsSaid() {
        assertThat(Wanted.of(NONE, null, NONE)).isEqualTo(Wanted.ALL);
        assertThat(Wanted.ALL.levels()).containsExactly(EventLevel.values());
    }

    @Test
    void isReadInEitherFormOfAListAndInAnyCase() {
        Wanted wanted = Wanted.of(
                List.of("PrefixSubPrefixHijackEvent, prefixrouteleakevent", "PREFIXFLAPPINGEVENT"),
                "error",
                List.of("192.0.2.0/24,2001:db8::/32"));

        assertThat(wanted.types())
                .containsExactlyInAnyOrder(
                        EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
                        EventType.PREFIX_ROUTE_LEAK_EVENT,
                        EventType.PREFIX_FLAPPING_EVENT);
        assertThat(wanted.levels()).containsExactly(EventLevel.ERROR, EventLevel.CRITICAL);
        assertThat(wanted.prefixes())
                .containsExactlyInAnyOrder(IpPrefix.parse("192.0.2.0/24"), IpPrefix.parse("2001:db8::/32"));
    }

    @ParameterizedTest
    @CsvSource({
        "types,  Hijack,        , 192.0.2.0/24, PrefixSubPrefixHijackEvent",
        "types,  '',            , 192.0.2.0/24, PrefixSubPrefixHijackEvent",
        "level,  PrefixFlappingEvent, Severe, 192.0.2.0/24, 'Information, Warning, Error, Critical'",
        "prefix, PrefixFlappingEvent, Error,  192.0.2.1/24, 192.0.2"
    })
    void namesWhatIsWrongAndHowToMendIt(String target, String type, String level, String prefix, String mend) {
        assertThatThrownBy(() -> Wanted.of(List.of(type), level, List.of(prefix)))
                .isInstanceOfSatisfying(ArmException.class, refused -> {
                    assertThat(refused.error().target()).isEqualTo(target);
                    assertThat(refused.error().message()).contains(mend);
                });
    }

    @Test
    void namesSoManyPrefixesAtMost() {
        List<String> many =
                IntStream.range(0, 101).mapToObj(i -> "10.0." + i + ".0/24").toList();

        assertThat(Wanted.of(NONE, null, many.subList(1, 101)).prefixes()).hasSize(100);
        assertThat(Wanted.of(NONE, null, Collections.nCopies(200, "10.0.0.0/8")).prefixes())
                .hasSize(1);
        assertThatThrownBy(() -> Wanted.of(NONE, null, many)).hasMessageContaining("100");
    }
}
