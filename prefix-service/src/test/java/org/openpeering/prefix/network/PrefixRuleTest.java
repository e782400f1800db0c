/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.kit.error.ArmException;

class PrefixRuleTest {
    private static final NetworkRules PUBLIC = new NetworkRules(new Asn(8075), new Community(8075, 8007), false);
    private static final NetworkRules LAB = new NetworkRules(new Asn(8075), new Community(8075, 8007), true);

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.0/24", "1.0.0.0/8", "2620:fe::/48", "8.8.8.8/32"})
    void acceptsPublicSpaceOfBothFamilies(String prefix) {
        assertThat(PrefixRule.parse(prefix, PUBLIC)).hasToString(prefix);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.1.0/24 | Invalid IP prefix 192.168.1.0/24: 192.168.0.0/16 is set aside as 'Private-Use'.",
                "203.0.113.0/24 | Invalid IP prefix 203.0.113.0/24: 203.0.113.0/24 is set aside as"
                        + " 'Documentation (TEST-NET-3)'.",
                "0.0.0.0/0 | Invalid IP prefix 0.0.0.0/0: 0.0.0.0/8 is set aside as 'This network'.",
                "fc00::/48 | Invalid IP prefix fc00::/48: fc00::/48 is set aside as 'Outside IPv6 Global Unicast'.",
                "10.0.0.1/8 | Invalid IP prefix: '10.0.0.1/8' has host bits set; the block is 10.0.0.0/8",
                "8.8.8.0 | Invalid IP prefix: '8.8.8.0' is not a prefix: the length is missing",
            })
    void saysWhyAPrefixCanNotBe(String prefix, String message) {
        assertThatThrownBy(() -> PrefixRule.parse(prefix, PUBLIC)).isInstanceOfSatisfying(ArmException.class, e -> {
            assertThat(e.error().message()).isEqualTo(message);
            assertThat(e.error().code()).isEqualTo(ErrorCode.INVALID_PREFIX);
            assertThat(e.error().target()).isEqualTo("properties.prefix");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.1.0/24", "10.22.20.0/24", "203.0.113.0/24", "2001:db8:1::/48", "fc00:1::/48"})
    void acceptsDocumentationAndPrivateSpaceInALab(String prefix) {
        assertThat(PrefixRule.parse(prefix, LAB)).hasToString(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0/8", "224.0.0.0/4", "0.0.0.0/0", "100.64.0.0/10", "fe80::/64", "8.0.0.0/5"})
    void refusesTheRestInALabToo(String prefix) {
        assertThatThrownBy(() -> PrefixRule.parse(prefix, LAB)).isInstanceOf(ArmException.class);
    }
}
