/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.MalformedValueException;

class ResourceIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s/providers/Microsoft.Peering/peerAsns/a",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/x",
            })
    void writesWhatItRead(String text) {
        assertThat(ResourceId.parse(text)).hasToString(text);
    }

    @Test
    void comparesWithoutCaseAndKeepsTheCreatorsSpelling() {
        ResourceId one = ResourceId.parse("/subscriptions/S/resourceGroups/G/providers/Microsoft.Peering/peerings/P");
        ResourceId other = ResourceId.parse("/SUBSCRIPTIONS/s/RESOURCEgroups/g/PROVIDERS/microsoft.peering/PEERINGS/p");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.name()).isEqualTo("P");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "64496",
                "/subscriptions/s",
                "/subscriptions//providers/Microsoft.Peering/peerAsns/a",
                "/subscriptions/s/providers/Microsoft.Peering/peerAsns/",
                "/subscriptions/s/providers/Microsoft.Peering/peerAsns",
                "/subscriptions/s/providers/Microsoft.Peering/nonsense/a",
                "/subscriptions/s/providers/Microsoft.Network/peerAsns/a",
                "/subscriptions/s/resourceGroups/providers/Microsoft.Peering/peerings/p",
                "subscriptions/s/providers/Microsoft.Peering/peerAsns/a",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p/prefixes/x",
            })
    void refusesWhatIsNoId(String text) {
        assertThatThrownBy(() -> ResourceId.parse(text)).isInstanceOf(MalformedValueException.class);
    }
}
