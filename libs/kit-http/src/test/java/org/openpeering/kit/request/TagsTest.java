/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.error.ArmException;

class TagsTest {
    @Test
    void areNoneWhenNoneAreWritten() {
        assertThat(Tags.of(null)).isEmpty();
    }

    @Test
    void withoutValueAreRemoved() {
        Map<String, String> written = new HashMap<>();
        written.put("a", null);
        written.put("b", "");

        assertThat(Tags.of(written)).containsExactly(Map.entry("b", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<b", "a>b", "100%", "a&b", "a\\b", "a?b", "a/b", " "})
    void haveNamesWithoutReservedCharacters(String name) {
        assertThatThrownBy(() -> Tags.of(Map.of(name, "x"))).isInstanceOf(ArmException.class);
    }

    @Test
    void areFiftyAtMost() {
        Map<String, String> fifty = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            fifty.put("tag" + i, "x");
        }
        assertThat(Tags.of(fifty)).hasSize(50);

        fifty.put("one more", "x");
        assertThatThrownBy(() -> Tags.of(fifty)).hasMessageContaining("50 tags");
    }

    @Test
    void differInMoreThanCase() {
        assertThatThrownBy(() -> Tags.of(Map.of("Cost", "1", "cost", "2"))).hasMessageContaining("occurs twice");
    }

    @Test
    void haveBoundedLengths() {
        assertThat(Tags.of(Map.of("n".repeat(512), "v".repeat(256)))).hasSize(1);
        assertThatThrownBy(() -> Tags.of(Map.of("n".repeat(513), "v"))).isInstanceOf(ArmException.class);
        assertThatThrownBy(() -> Tags.of(Map.of("n", "v".repeat(257)))).isInstanceOf(ArmException.class);
    }
}
