/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Counted strings against a map. */
class CountedBytesTest {
    private static final int[] LENGTHS = {1, 7, 8, 9, 23, 254, 255, 256, 4000};

    private static final class Held {
        private final byte[] bytes;
        private final int since;
        private int references;

        Held(byte[] bytes, int since) {
            this.bytes = bytes;
            this.since = since;
        }
    }

    /** Few of many kinds, each of some very often, so that they lie large and small in the few buckets that there are. */
    @Property(tries = 20)
    void holdsWhatAMapHolds(@ForAll Random random) {
        CountedBytes bytes = new CountedBytes();
        Map<Integer, Held> model = new HashMap<>();
        for (int step = 0; step < 3000; step++) {
            byte[] string = string(random.nextInt(60), LENGTHS[random.nextInt(LENGTHS.length)]);
            int number = bytes.find(string, 0, string.length);
            if (number == 0) {
                number = bytes.add(string, 0, string.length, step);
                assertThat(number).isPositive().isLessThan(1 << 23);
                assertThat(bytes.unused(number)).isTrue();
                assertThat(model.put(number, new Held(string, step))).isNull();
            }
            Held held = model.get(number);
            assertThat(held.bytes).isEqualTo(string);
            if (random.nextInt(3) > 0 || held.references == 0) {
                int more = random.nextInt(10) == 0 ? 300 : 1;
                for (int i = 0; i < more; i++) {
                    bytes.retain(number);
                }
                held.references += more;
            } else {
                int fewer = random.nextInt(3) == 0 ? held.references : 1;
                for (int i = 0; i < fewer; i++) {
                    assertThat(bytes.release(number)).isEqualTo(--held.references == 0);
                }
                if (held.references == 0) {
                    bytes.remove(number);
                    model.remove(number);
                    assertThat(bytes.find(string, 0, string.length)).isZero();
                }
            }
            if (step % 100 == 0) {
                compare(bytes, model);
            }
        }
        model.forEach((number, held) -> {
            while (held.references-- > 0) {
                bytes.release(number);
            }
            bytes.remove(number);
        });
        assertThat(bytes.size()).isZero();
        assertThat(bytes.bytes()).isEqualTo(new CountedBytes().bytes());
    }

    private static byte[] string(int kind, int length) {
        byte[] string = new byte[length];
        Arrays.fill(string, (byte) kind);
        return string;
    }

    private static void compare(CountedBytes bytes, Map<Integer, Held> model) {
        assertThat(bytes.size()).isEqualTo(model.size());
        model.forEach((number, held) -> {
            int from = bytes.from(number);
            assertThat(bytes.length(number)).isEqualTo(held.bytes.length);
            assertThat(Arrays.copyOfRange(bytes.array(number), from, from + bytes.length(number)))
                    .isEqualTo(held.bytes);
            assertThat(bytes.since(number)).isEqualTo(held.since);
            assertThat(bytes.find(held.bytes, 0, held.bytes.length)).isEqualTo(number);
        });
    }

    /** Numbers stay what they are when buckets overflow, and those sent on are found. */
    @Test
    void whatAFullBucketSendsOnIsFound() {
        CountedBytes bytes = new CountedBytes(4);
        List<byte[]> strings = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 1700; i++) {
            byte[] string = {(byte) i, (byte) (i >> 8), 1};
            strings.add(string);
            numbers.add(bytes.add(string, 0, 3, i));
        }
        assertThat(new HashSet<>(numbers)).hasSize(1700);
        for (int i = 0; i < 1700; i += 2) {
            bytes.remove(numbers.get(i));
        }
        for (int i = 0; i < 1700; i++) {
            assertThat(bytes.find(strings.get(i), 0, 3)).isEqualTo(i % 2 == 0 ? 0 : numbers.get(i));
        }
    }
}
