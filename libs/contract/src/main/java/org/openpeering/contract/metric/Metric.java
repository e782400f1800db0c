/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ResourceType;

/** Every metric (contract section D.3). */
public enum Metric {
    SESSION_AVAILABILITY(
            ResourceType.PEERINGS,
            "SessionAvailability",
            "Availability of the peering's BGP sessions",
            "The share of the time that a BGP session was up, from 0 to 1.",
            Unit.COUNT,
            Aggregation.AVERAGE,
            List.of(Grain.PT5M, Grain.PT1H),
            "ConnectionId",
            "SessionIp"),
    INGRESS_TRAFFIC_RATE(
            ResourceType.PEERINGS,
            "IngressTrafficRate",
            "Ingress traffic rate",
            "Bits a second that come in over the peering.",
            Unit.BITS_PER_SECOND,
            Aggregation.AVERAGE,
            List.of(Grain.PT1M, Grain.PT5M, Grain.PT1H),
            "ConnectionId",
            "SessionIp",
            "TrafficClass"),
    EGRESS_TRAFFIC_RATE(
            ResourceType.PEERINGS,
            "EgressTrafficRate",
            "Egress traffic rate",
            "Bits a second that go out over the peering.",
            Unit.BITS_PER_SECOND,
            Aggregation.AVERAGE,
            List.of(Grain.PT1M, Grain.PT5M, Grain.PT1H),
            "ConnectionId",
            "SessionIp",
            "TrafficClass"),
    FLAP_COUNTS(
            ResourceType.PEERINGS,
            "FlapCounts",
            "Flaps of the peering's BGP sessions",
            "How often a BGP session went down.",
            Unit.COUNT,
            Aggregation.TOTAL,
            List.of(Grain.PT1M, Grain.PT5M, Grain.PT1H),
            "ConnectionId",
            "SessionIp"),
    PACKET_DROP_RATE(
            ResourceType.PEERINGS,
            "PacketDropRate",
            "Packet drop rate",
            "Bits a second that are dropped towards the peering.",
            Unit.BITS_PER_SECOND,
            Aggregation.AVERAGE,
            List.of(Grain.PT1M, Grain.PT5M, Grain.PT1H),
            "ConnectionId",
            "SessionIp",
            "TrafficClass"),
    REGISTERED_PREFIX_LATENCY(
            ResourceType.PEERINGS,
            "RegisteredPrefixLatency",
            "Latency of registered prefixes",
            "The average of median round-trip times to a registered prefix.",
            Unit.MILLISECONDS,
            Aggregation.AVERAGE,
            List.of(Grain.PT1H),
            "RegisteredPrefixName"),
    AVERAGE_CUSTOMER_PREFIX_LATENCY(
            ResourceType.PEERINGS,
            "AverageCustomerPrefixLatency",
            "Average latency of customers' prefixes",
            "The average of median round-trip times to the prefixes of a registered ASN.",
            Unit.MILLISECONDS,
            Aggregation.AVERAGE,
            List.of(Grain.PT1H),
            "RegisteredAsnName"),
    CONNECTIVITY_PROBE_AVAILABILITY(
            ResourceType.PEERINGS,
            "ConnectivityProbeAvailability",
            "Availability of connectivity probes",
            "The share of connectivity probes that were answered.",
            Unit.PERCENT,
            Aggregation.AVERAGE,
            Grain.all(),
            "Protocol"),
    CONNECTIVITY_PROBE_JITTER(
            ResourceType.PEERINGS,
            "ConnectivityProbeJitter",
            "Jitter of connectivity probes",
            "How much round-trip times of connectivity probes differ from one to the next.",
            Unit.MILLISECONDS,
            Aggregation.AVERAGE,
            Grain.all(),
            "Protocol"),
    CONNECTIVITY_PROBE_LATENCY(
            ResourceType.PEERINGS,
            "ConnectivityProbeLatency",
            "Latency of connectivity probes",
            "The round-trip time of connectivity probes.",
            Unit.MILLISECONDS,
            Aggregation.AVERAGE,
            Grain.all(),
            "Protocol"),
    ROUND_TRIP_TIME(
            ResourceType.PEERING_SERVICES,
            "RoundTripTime",
            "Round-trip time of connection monitor tests",
            "The round-trip time from a test's agent to its destination.",
            Unit.MILLISECONDS,
            Aggregation.AVERAGE,
            List.of(Grain.PT1M),
            "ConnectionMonitorTestName");

    private final ResourceType type;
    private final String wire;
    private final String title;
    private final String description;
    private final Unit unit;
    private final Aggregation primary;
    /** Unmodifiable, as the dimensions are. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Grain> grains;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> dimensions;

    Metric(
            ResourceType type,
            String wire,
            String title,
            String description,
            Unit unit,
            Aggregation primary,
            List<Grain> grains,
            String... dimensions) {
        this.type = type;
        this.wire = wire;
        this.title = title;
        this.description = description;
        this.unit = unit;
        this.primary = primary;
        this.grains = List.copyOf(grains);
        this.dimensions = List.of(dimensions);
    }

    /** Of what it is. */
    public ResourceType type() {
        return type;
    }

    /** The name in requests and answers. */
    public String wire() {
        return wire;
    }

    /** A name for people. */
    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public Unit unit() {
        return unit;
    }

    /** What is told when nobody says what is wanted. */
    public Aggregation primary() {
        return primary;
    }

    /** The finest first. */
    public List<Grain> grains() {
        return grains;
    }

    public List<String> dimensions() {
        return dimensions;
    }

    /** Those of a type of resource. */
    public static List<Metric> of(ResourceType type) {
        return all(type).toList();
    }

    /** Without regard to case. */
    public static Optional<Metric> find(ResourceType type, String name) {
        return all(type).filter(metric -> metric.wire.equalsIgnoreCase(name)).findFirst();
    }

    private static Stream<Metric> all(ResourceType type) {
        return Arrays.stream(values()).filter(metric -> metric.type == type);
    }
}
