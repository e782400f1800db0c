/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrefixKeyTest {
    @Test
    void neverPrintsItself() {
        PrefixKey key = PrefixKey.random();

        assertThat(key.toString()).doesNotContain(key.reveal().substring(0, 8));
        assertThat("%s".formatted(key)).isEqualTo("PrefixKey[…]");
    }

    @Test
    void isAVersion4UuidWith122RandomBits() {
        assertThat(PrefixKey.random().reveal())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
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
