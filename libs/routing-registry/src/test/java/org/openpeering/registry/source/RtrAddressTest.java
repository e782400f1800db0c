/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtrAddressTest {
    @Test
    void readsHostsAddressesAndTls() {
        assertThat(RtrAddress.parse("rpki.example:323")).isEqualTo(new RtrAddress("rpki.example", 323, false));
        assertThat(RtrAddress.parse("tls://rpki.example:324")).isEqualTo(new RtrAddress("rpki.example", 324, true));
        assertThat(RtrAddress.parse("127.0.0.1:8282")).isEqualTo(new RtrAddress("127.0.0.1", 8282, false));
        assertThat(RtrAddress.parse("tls://[2001:db8::1]:324")).isEqualTo(new RtrAddress("2001:db8::1", 324, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rpki.example",
                "rpki.example:",
                ":323",
                "rpki.example:0",
                "rpki.example:65536",
                "2001:db8::1:323",
                "ssh://rpki.example:22",
                "rpki.example:323/x",
                "a b:323"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> RtrAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not of the form host:port");
    }
}
