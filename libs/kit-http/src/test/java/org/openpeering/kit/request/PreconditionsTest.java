/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.EntityTag;

class PreconditionsTest {
    @ParameterizedTest
    @CsvSource({
        "     ,      , 5, false",
        "     ,      ,  , false",
        "'\"5\"',    , 5, false",
        "'\"4\"',    , 5, true",
        "'\"4\", \"5\"', , 5, false",
        "*    ,      , 5, false",
        "*    ,      ,  , true",
        "     , *    , 5, true",
        "     , *    ,  , false",
        "     , '\"5\"', 5, true",
        "     , '\"4\"', 5, false",
        "W/\"5\",    , 5, true",
        "'W/\"5\", \"5\"', , 5, false",
        "     , 'W/\"5\"', 5, true",
        "'\"5.0a1b\"', , 5, false",
        "'\"51\"',   , 5, true",
        "'\"a,\"\t,, \"5\",', , 5, false",
        "''   ,      , 5, true",
        "     , ''   , 5, false",
    })
    void refusesWhenTheConditionIsNotMet(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable Long revision, boolean refused) {
        OptionalLong current = revision == null ? OptionalLong.empty() : OptionalLong.of(revision);
        assertThat(new Preconditions(ifMatch, ifNoneMatch).refusal(current).isPresent())
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"5", "5\"", "\"5\" \"6\"", "*, \"5\"", "w/\"5\"", "W/ \"5\"", "\"a b\"", "\"5\";"})
    void refusesWhatIsNoListOfEntityTags(String condition) {
        assertThatThrownBy(() -> new Preconditions(condition, null)).isInstanceOf(ArmException.class);
        assertThatThrownBy(() -> new Preconditions(null, condition)).isInstanceOf(ArmException.class);
    }

    @Test
    void severalLinesAreOneList() {
        Preconditions conditions = Preconditions.of(Map.of("If-Match", List.of("\"4\"", "\"5\"")));
        assertThat(conditions.refusal(OptionalLong.of(5))).isEmpty();
    }

    @Test
    void aReadsTagIsToldFromTheRevisionAlone() {
        EntityTag shown = EntityTag.of(5, Map.of("state", "Pending"));
        assertThat(EntityTag.of(5).covers(shown.opaque())).isTrue();
        assertThat(shown.covers("5")).isFalse();
        assertThat(shown).isNotEqualTo(EntityTag.of(5, Map.of("state", "Verified")));
    }

    @Test
    void aLongListIsReadInNoTime() {
        assertThat(new Preconditions(" ,".repeat(100_000) + "\"5\"", null).refusal(OptionalLong.of(5)))
                .isEmpty();
    }
}
