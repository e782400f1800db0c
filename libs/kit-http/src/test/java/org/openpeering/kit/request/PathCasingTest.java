/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathCasingTest {
    @ParameterizedTest
    @CsvSource({
        "/SUBSCRIPTIONS/Sub/RESOURCEGROUPS/Rg/PROVIDERS/microsoft.peering/PEERINGS/Peerings,"
                + "/subscriptions/Sub/resourceGroups/Rg/providers/Microsoft.Peering/peerings/Peerings",
        "/subscriptions/s/providers/Microsoft.Peering/CheckServiceProviderAvailability,"
                + "/subscriptions/s/providers/Microsoft.Peering/checkServiceProviderAvailability",
        "/providers/microsoft.PEERING/Operations, /providers/Microsoft.Peering/operations",
        "/subscriptions/EVENTS/resourceGroups/STREAM/providers/Microsoft.Peering/peeringservices/PREFIXES/prefixes/Events/EVENTS/Stream,"
                + "/subscriptions/EVENTS/resourceGroups/STREAM/providers/Microsoft.Peering/peeringServices/PREFIXES/prefixes/Events/events/stream",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p/registeredPREFIXES/a%2Fb/VALIDATE,"
                + "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p/registeredPrefixes/a%2Fb/validate",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/HISTORY/ROUTINGPOLICY/HISTORY,"
                + "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/HISTORY/routingPolicy/history",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/ROUTES/Routes/History,"
                + "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/ROUTES/routes/history",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/METRICS/Providers/MICROSOFT.insights/METRICS,"
                + "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/METRICS/providers/Microsoft.Insights/metrics",
        "/operator/edgeRouters/STREAM, /operator/edgeRouters/STREAM",
        "/, /",
    })
    void fixesTheFixedSegmentsAndKeepsNames(String given, String canonical) {
        assertThat(PathCasing.canonical(given)).isEqualTo(canonical);
    }

    @Property
    void leavesEveryNameAlone(
            @ForAll("names") String subscription, @ForAll("names") String group, @ForAll("names") String name) {
        String path = "/subscriptions/" + subscription + "/resourceGroups/" + group
                + "/providers/Microsoft.Peering/peeringServices/" + name;
        assertThat(PathCasing.canonical(path)).isEqualTo(path);
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> words = Arbitraries.of("PROVIDERS", "Events", "STREAM", "PEERINGS", "Prefixes");
        return Arbitraries.oneOf(
                words, Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20));
    }
}
