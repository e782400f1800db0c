/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.latency.LatencySummary;

/** What a caller reads. */
@RegisterForReflection
public record MonitorTestView(Properties properties, String name, String id, String type) {
    /**
     * @param isTestSuccessful whether the latest test got through
     * @param path names of hops, the agent first; empty while no path was traced
     * @param alertThresholds ours; absent: none is set
     * @param alert ours, as the others below
     * @param hops of the path, with what is known of each; without the agent
     */
    @RegisterForReflection
    public record Properties(
            String sourceAgent,
            String destination,
            int destinationPort,
            int testFrequencyInSec,
            boolean isTestSuccessful,
            List<String> path,
            ProvisioningState provisioningState,
            @Nullable ThresholdView alertThresholds,
            AlertView alert,
            @Nullable ResultView lastResult,
            List<HopView> hops) {}

    /** What the owner wants to be told of. */
    @RegisterForReflection
    public record ThresholdView(
            @Nullable Double lossInPercent, @Nullable Double roundTripTimeInMs) {}

    /**
     * @param state Firing: worse than a threshold; Unknown: nothing was measured lately
     * @param lossInPercent of the last minutes; absent: nothing was measured
     * @param roundTripTimeInMs their mean; absent: nothing was answered
     */
    @RegisterForReflection
    public record AlertView(
            Alert state,
            @Nullable Double lossInPercent,
            @Nullable Double roundTripTimeInMs) {}

    /** @param failure absent: it got through */
    @RegisterForReflection
    public record ResultView(
            Instant measuredAt,
            @Nullable Double roundTripTimeInMs,
            @Nullable String failure) {}

    /**
     * @param name its address, or * where nobody answered
     * @param asn that originates the route to it, as our routers know it; absent: they know none
     */
    @RegisterForReflection
    public record HopView(
            int ttl,
            String name,
            @Nullable Double roundTripTimeInMs,
            @Nullable Asn asn) {}

    /** @param origins whose address it is; empty where nobody knows */
    static MonitorTestView of(
            MonitorTest test, TestResult result, LatencySummary lately, Function<IpAddress, Optional<Asn>> origins) {
        MonitorTestSetup setup = test.setup();
        boolean thresholds = setup.mostLoss() != null || setup.mostRoundTrip() != null;
        return new MonitorTestView(
                new Properties(
                        setup.sourceAgent(),
                        setup.destination(),
                        setup.port(),
                        (int) setup.frequency().toSeconds(),
                        result.successful(),
                        path(setup, result),
                        ProvisioningState.SUCCEEDED,
                        thresholds ? new ThresholdView(setup.mostLoss(), setup.mostRoundTrip()) : null,
                        alert(setup, lately),
                        last(result),
                        result.hops().stream().map(hop -> hop(hop, origins)).toList()),
                test.id().name(),
                test.id().toString(),
                ResourceType.CONNECTION_MONITOR_TESTS.qualified());
    }

    private static AlertView alert(MonitorTestSetup setup, LatencySummary lately) {
        Double loss = lately.loss();
        return new AlertView(Alert.of(setup, lately), loss == null ? null : loss * 100, lately.mean());
    }

    private static @Nullable ResultView last(TestResult result) {
        return result.measuredAt() == null
                ? null
                : new ResultView(result.measuredAt(), millis(result.roundTripMicros()), result.failure());
    }

    /** The agent, each hop, and the destination in place of the address that is its. */
    private static List<String> path(MonitorTestSetup setup, TestResult result) {
        if (result.hops().isEmpty()) {
            return List.of();
        }
        List<String> path = new ArrayList<>();
        path.add(setup.sourceAgent());
        for (Hop hop : result.hops()) {
            String name = name(hop);
            path.add(name.equals(result.target()) ? setup.destination() : name);
        }
        return List.copyOf(path);
    }

    private static String name(Hop hop) {
        return hop.address() == null ? "*" : hop.address().toString();
    }

    private static HopView hop(Hop hop, Function<IpAddress, Optional<Asn>> origins) {
        IpAddress address = hop.address();
        return new HopView(
                hop.ttl(),
                name(hop),
                millis(hop.rttMicros()),
                address == null ? null : origins.apply(address).orElse(null));
    }

    private static @Nullable Double millis(@Nullable Long micros) {
        return micros == null ? null : micros / 1000.0;
    }
}
