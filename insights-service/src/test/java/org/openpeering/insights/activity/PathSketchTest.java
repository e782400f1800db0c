/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSketchTest {
    private static PathSketch of(List<Long> paths) {
        PathSketch sketch = new PathSketch();
        paths.forEach(sketch::add);
        return sketch;
    }

    @Property(tries = 200)
    void theSketchOfAWholeIsThatOfItsParts(@ForAll List<Long> one, @ForAll List<Long> other) {
        PathSketch parts = of(one);
        parts.add(of(other));
        PathSketch whole = of(one);
        other.forEach(whole::add);
        PathSketch read = new PathSketch();
        read.add(of(other).bytes());
        read.add(of(one).bytes());

        assertThat(parts.bytes()).isEqualTo(whole.bytes()).isEqualTo(read.bytes());
        assertThat(read.count()).isEqualTo(whole.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 2_000, 3_000, 50_000, 1_000_000})
    void countsWithinItsError(int paths) {
        PathSketch sketch = new PathSketch();
        for (int twice = 0; twice < 2; twice++) {
            for (long path = 0; path < paths; path++) {
                sketch.add(path);
            }
        }

        assertThat((double) sketch.count()).isCloseTo(paths, within(Math.max(0.5, 0.12 * paths)));
        assertThat(sketch.bytes().length).isLessThanOrEqualTo(1 + 2 * PathSketch.REGISTERS);
    }

    @Test
    void whatNobodyWroteIsRefused() {
        for (byte[] wrong : List.of(
                new byte[] {2}, new byte[] {1, 63}, new byte[] {1, -1}, new byte[] {1, -1, -1, -1, -1, 1}, new byte[] {
                    1, -1, -1, 127
                })) {
            assertThatThrownBy(() -> new PathSketch().add(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
