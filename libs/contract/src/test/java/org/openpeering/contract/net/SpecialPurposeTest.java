/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialPurposeTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, Private-Use",
        "192.168.1.0/24, Private-Use",
        "203.0.113.0/24, Documentation (TEST-NET-3)",
        "0.0.0.0/0, This network",
        "2001:db8:1::/48, Documentation",
        "fc00::/7, Outside IPv6 Global Unicast",
        "fe80::/10, Outside IPv6 Global Unicast",
        "::/0, IETF Protocol Assignments",
    })
    void namesTheRegistryEntry(String prefix, String name) {
        assertThat(SpecialPurpose.of(IpPrefix.parse(prefix)))
                .map(SpecialPurpose::name)
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.0/24", "193.0.0.0/21", "2a00:1450::/32", "2606:4700::/32"})
    void letsPublicSpacePass(String prefix) {
        assertThat(SpecialPurpose.of(IpPrefix.parse(prefix))).isEmpty();
    }
}
