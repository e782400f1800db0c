/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {
    private static final List<String> PATHS = List.of(
            "/providers/Microsoft.Peering/operations",
            "/subscriptions/s/providers/Microsoft.Peering/peerAsns/a",
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p",
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p/registeredPrefixes/x/validate",
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p/receivedRoutes",
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/connectionMonitorTests/t",
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/x/events/stream",
            "/subscriptions/s/providers/Microsoft.Peering/lookingGlass",
            "/subscriptions/s/providers/Microsoft.Peering/nothing",
            "/operator/routers",
            "/operator/routing/sessions",
            "/telemetry/samples",
            "/q/health");

    @ParameterizedTest
    @CsvSource({
        "operations, PARTNER",
    })
    void operationsNeedNoSubscription(String rest, Upstream upstream) {
        Route route = find("/providers/Microsoft.Peering/" + rest);

        assertThat(route.upstream()).isEqualTo(upstream);
        assertThat(route.scope()).isEqualTo(Scope.TENANT);
    }

    @ParameterizedTest
    @CsvSource({
        "peerAsns, PARTNER, peerAsns",
        "peerAsns/a, PARTNER, peerAsns",
        "peerings, PARTNER, peerings",
        "peerings/p, PARTNER, peerings",
        "peerings/registeredPrefixes, PARTNER, peerings",
        "peerings/p/registeredPrefixes, PREFIX, peerings/registeredPrefixes",
        "peerings/p/registeredPrefixes/x/validate, PREFIX, peerings/registeredPrefixes",
        "peerings/p/registeredPrefixes/x/rotateKey, PREFIX, peerings/registeredPrefixes",
        "peerings/p/registeredAsns/x, PREFIX, peerings/registeredAsns",
        "peerings/p/registeredAsns/x/revokeKey, PREFIX, peerings/registeredAsns",
        "peerings/p/redundancy, PARTNER, peerings",
        "peerings/p/checklist, PARTNER, peerings",
        "peerings/p/connections/c/requestRemoval, PARTNER, peerings",
        "peerings/p/rpUnbilledPrefixes, PREFIX, peerings/rpUnbilledPrefixes",
        "peerings/p/receivedRoutes, INSIGHTS, peerings/receivedRoutes",
        "peerings/p/statistics, INSIGHTS, peerings/statistics",
        "peerings/p/providers/microsoft.insights/metrics, INSIGHTS, peerings/providers/microsoft.insights",
        "peerings/p/PROVIDERS/Microsoft.Insights/metricDefinitions, INSIGHTS, peerings/providers/microsoft.insights",
        "peeringServices/s/providers/microsoft.insights/metricNamespaces, INSIGHTS, peeringServices/providers/microsoft.insights",
        "peerings/microsoft.insights, PARTNER, peerings",
        "peerings/p/latency, INSIGHTS, peerings/latency",
        "peerings/p/registeredPrefixes/r/LATENCY, INSIGHTS, peerings/registeredPrefixes/latency",
        "peerings/p/registeredPrefixes/r/statistics, INSIGHTS, peerings/registeredPrefixes/statistics",
        "peerings/p/registeredAsns/r/latency, INSIGHTS, peerings/registeredAsns/latency",
        "peeringServices/s/latency, INSIGHTS, peeringServices/latency",
        "peeringServices/s/prefixes/p/latency, INSIGHTS, peeringServices/prefixes/latency",
        "peeringServices/s/prefixes/p/statistics, INSIGHTS, peeringServices/prefixes/statistics",
        "peeringServices/s/prefixes/latency, PREFIX, peeringServices/prefixes",
        "peeringServices, PREFIX, peeringServices",
        "peeringServices/s, PREFIX, peeringServices",
        "peeringServices/connectionMonitorTests, PREFIX, peeringServices",
        "peeringServices/s/prefixes/p, PREFIX, peeringServices/prefixes",
        "peeringServices/s/prefixes/p/transfer, PREFIX, peeringServices/prefixes",
        "peeringServices/s/prefixes/p/changePrefix, PREFIX, peeringServices/prefixes",
        "peeringServices/s/prefixes/p/routingPolicy, PREFIX, peeringServices/prefixes",
        "peeringServices/s/prefixes/p/routingPolicy/history, PREFIX, peeringServices/prefixes",
        "peeringServices/s/prefixes/p/probeTargets, PREFIX, peeringServices/prefixes",
        "peeringServices/s/validatePrefix, PREFIX, peeringServices",
        "peeringServices/s/changeLocations, PREFIX, peeringServices",
        "peeringServices/s/prefixes/p/events/stream, PREFIX, peeringServices/prefixes",
        "peeringServices/s/events/stream, PREFIX, peeringServices",
        "events/stream, PREFIX, events",
        "routingReport, PREFIX, routingReport",
        "peeringServices/s/connectionMonitorTests, INSIGHTS, peeringServices/connectionMonitorTests",
        "peeringServices/s/connectionMonitorTests/t, INSIGHTS, peeringServices/connectionMonitorTests",
        "initializeConnectionMonitor, INSIGHTS, initializeConnectionMonitor",
        "lookingGlass, INSIGHTS, lookingGlass",
        "legacyPeerings, PARTNER, legacyPeerings",
        "peeringLocations, PARTNER, peeringLocations",
        "peeringServiceProviders, PARTNER, peeringServiceProviders",
        "peeringServiceLocations, PARTNER, peeringServiceLocations",
        "peeringServiceCountries, PARTNER, peeringServiceCountries",
        "cdnPeeringPrefixes, PARTNER, cdnPeeringPrefixes",
        "CheckServiceProviderAvailability, PARTNER, checkServiceProviderAvailability",
    })
    void eachTypeGoesToItsOwnerWithAndWithoutResourceGroup(String rest, Upstream upstream, String type) {
        Route group = find("/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/" + rest);

        assertThat(group).isEqualTo(find("/subscriptions/s/providers/Microsoft.Peering/" + rest));
        assertThat(group)
                .extracting(Route::scope, Route::subscription, Route::type, Route::upstream)
                .containsExactly(Scope.SUBSCRIPTION, "s", type, upstream);
    }

    @ParameterizedTest
    @CsvSource({
        "/operator/routers, PARTNER",
        "/operator, PARTNER",
        "/operator/routingtable, PARTNER",
        "/operator/catalogue/metros/Frankfurt/facilities/58, PARTNER",
        "/operator/catalogue/import/peeringdb, PARTNER",
        "/operator/routing, INSIGHTS",
        "/operator/registries, PREFIX",
        "/operator/registries/held/x/release, PREFIX",
        "/operator/routing/sessions/x, INSIGHTS",
        "/operator/agents, INSIGHTS",
        "/operator/agents/fra-1, INSIGHTS",
    })
    void theOperatorsPathsAreSplitByTheirSecondSegment(String path, Upstream upstream) {
        assertThat(find(path)).extracting(Route::scope, Route::upstream).containsExactly(Scope.OPERATOR, upstream);
    }

    @ParameterizedTest
    @CsvSource({
        "/telemetry/tests, INSIGHTS",
        "/Telemetry/Samples, INSIGHTS",
        "/telemetry,",
        "/telemetry/samples/x,",
        "/telemetry/other,",
    })
    void agentsHaveTwoPathsOfTheirOwn(String path, Upstream upstream) {
        assertThat(find(path)).extracting(Route::scope, Route::upstream).containsExactly(Scope.AGENT, upstream);
        assertThat(find(path).arm()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/operator/catalogue/import/peeringdb, 1073741824",
        "/operator/routing/recordings, 1073741824",
        "/operator/telemetry/imports/ripe-atlas, 1073741824",
        "/operator/routing/recordings/x, 1048576",
        "/operator/catalogue/Import/PeeringDB, 1073741824",
        "/operator/catalogue/import/peeringdb/x, 1048576",
        "/operator/catalogue/import, 1048576",
        "/operator/catalogue/metros/import/facilities/peeringdb, 1048576",
        "/subscriptions/s/providers/Microsoft.Peering/peerings, 1048576",
    })
    void onlyTheOperatorsFilesMayBeLong(String path, long bytes) {
        assertThat(find(path).bodyBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/q/health",
                "/q/metrics",
                "/q/../operator",
                "/subscriptions",
                "/subscriptions/s",
                "/subscriptions/s/providers/Microsoft.Peering",
                "/subscriptions/s/providers/Microsoft.Network/peerings/p",
                "/subscriptions/s/providers/Microsoft.Peering/unknown",
                "/subscriptions/s/q/health",
                "/subscriptions/s/resourceGroups/g",
                "/subscriptions/s/resourceGroups/providers/Microsoft.Peering/peerings",
                "/providers/Microsoft.Peering/peerings",
                "/providers/Microsoft.Peering/operations/x",
                "/operators/x",
            })
    void everythingElseIsServedByNobody(String path) {
        assertThat(find(path).upstream()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s/providers/Microsoft.Peering/peerings/%41, true",
        "/subscriptions/s/resourceGroups/%41/providers/Microsoft.Peering/peerings/%41, true",
        "/operator/routers/%41, true",
        "/subscriptions/%73/providers/Microsoft.Peering/peerings, false",
        "/subscriptions/s/providers/Microsoft.Peering/%70eerings/p, false",
        "/subscriptions/s/providers/Microsoft.Peering/peerings/p/received%52outes, false",
        "/subscriptions/s/%70roviders/Microsoft.Peering/peerings, false",
        "/subscriptions/s/providers/Microsoft%2EPeering/peerings, false",
        "/operator/%72outing/x, false",
        "/%6Fperator/x, false",
    })
    void onlyNamesMayBePercentEncoded(String path, boolean clear) {
        assertThat(RoutingTable.encodedFixedSegment(segments(path)).isEmpty()).isEqualTo(clear);
    }

    @Property
    void caseOfLettersDecidesNothing(@ForAll("paths") String path, @ForAll long mask) {
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            String letter = path.substring(i, i + 1);
            mixed.append((mask >> i % 64 & 1) == 0 ? letter : letter.toUpperCase(Locale.ROOT));
        }

        Route found = find(mixed.toString());

        Route expected = find(path);
        assertThat(found.upstream()).isEqualTo(expected.upstream());
        assertThat(found.scope()).isEqualTo(expected.scope());
        assertThat(found.type()).isEqualTo(expected.type());
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(PATHS);
    }

    private static Route find(String path) {
        return RoutingTable.find(segments(path));
    }

    private static List<String> segments(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s/providers/Microsoft.Peering/events/stream",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/Events/strea%6d",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/x/events/STREAM"
            })
    void aStreamIsKnownHoweverItIsWritten(String path) {
        assertThat(find(path).stream()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/stream",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peeringServices/p/prefixes/stream",
                "/subscriptions/s/providers/Microsoft.Peering/events"
            })
    void whatIsNamedLikeOneIsNone(String path) {
        assertThat(find(path).stream()).isFalse();
    }
}
