/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicHostTest {
    @Test
    void hasToBeConfiguredInProduction() {
        assertThatThrownBy(() -> PublicHost.Rule.of(Optional.empty(), Set.of("localhost"), true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("openpeering.gateway.public-url");
    }

    @Test
    void isTheConfiguredOneWhateverElseIsKnown() {
        PublicHost.Rule rule =
                PublicHost.Rule.of(Optional.of(URI.create("https://peering.example.net:8443")), Set.of(), true);

        assertThat(rule.configured()).contains(new PublicHost("https", "peering.example.net:8443", 8443));
    }

    @Test
    void needsNoneElsewhere() {
        assertThat(PublicHost.Rule.of(Optional.empty(), Set.of("localhost"), false)
                        .configured())
                .isEmpty();
    }
}
