/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PrefixKeyTest {
    @Test
    void neverPrintsItself() {
        PrefixKey key = PrefixKey.random();

        assertThat(key.toString()).doesNotContain(key.reveal().substring(0, 8));
        assertThat("%s".formatted(key)).isEqualTo("PrefixKey[…]");
    }

    @Test
    void isAGuidOf128RandomBits() {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 200; i++) {
            UUID key = UUID.fromString(PrefixKey.random().reveal());
            high |= key.getMostSignificantBits()
                    ^ UUID.fromString(PrefixKey.random().reveal()).getMostSignificantBits();
            low |= key.getLeastSignificantBits()
                    ^ UUID.fromString(PrefixKey.random().reveal()).getLeastSignificantBits();
        }

        // Every bit differs between some two: none is fixed.
        assertThat(high & low).isEqualTo(-1L);
    }

    @Test
    void doesNotRepeat() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(PrefixKey.random().reveal());
        }

        assertThat(keys).hasSize(10_000);
    }

    @Test
    void isTheSameInCapitalsAndWithBlanks() {
        PrefixKey key = PrefixKey.random();

        PrefixKey typed = PrefixKey.of(" " + key.reveal().toUpperCase(Locale.ROOT) + "\n");

        assertThat(typed).isEqualTo(key);
        assertThat(typed.hash()).isEqualTo(key.hash()).hasSize(32);
    }
}
