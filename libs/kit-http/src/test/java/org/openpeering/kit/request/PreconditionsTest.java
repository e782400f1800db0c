/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    })
    void refusesWhenTheConditionIsNotMet(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable Long revision, boolean refused) {
        OptionalLong current = revision == null ? OptionalLong.empty() : OptionalLong.of(revision);
        assertThat(new Preconditions(ifMatch, ifNoneMatch).refusal(current).isPresent())
                .isEqualTo(refused);
    }
}
