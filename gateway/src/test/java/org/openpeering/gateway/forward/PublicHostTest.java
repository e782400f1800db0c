/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class PublicHostTest {
    @Test
    void keepsAPortThatIsNotTheSchemesOwn() {
        assertThat(PublicHost.of(URI.create("https://peering.example.net:8443")))
                .isEqualTo(new PublicHost("https", "peering.example.net:8443", 8443));
        assertThat(PublicHost.of(URI.create("https://peering.example.net:443")))
                .isEqualTo(new PublicHost("https", "peering.example.net", 443));
    }

    @Test
    void hasToBeAnUrl() {
        assertThatThrownBy(() -> PublicHost.of(URI.create("peering.example.net")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openpeering.gateway.public-url");
    }
}
