/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every topic, with what its creation needs. {@code docs/messaging.md} carries the same table and a test compares.
 *
 * <p>A state topic is compacted and keyed by the object's id, carries the whole object with its revision, and deletes by
 * tombstone. An event topic is kept for a time.
 */
public enum Topic {
    PEER_ASNS("peer-asns", Kind.STATE, "PeerAsn id", Service.PARTNER, Service.PREFIX),
    PEERINGS("peerings", Kind.STATE, "Peering id", Service.PARTNER, Service.PREFIX, Service.INSIGHTS),
    PROVIDERS("providers", Kind.STATE, "provider name", Service.PARTNER, Service.PREFIX),
    /** Where the catalogue's metros and service locations are. */
    PLACES("places", Kind.STATE, "kind and name", Service.PARTNER, Service.PREFIX, Service.INSIGHTS),
    EDGE_ROUTERS("edge-routers", Kind.STATE, "router name", Service.PARTNER, Service.PREFIX, Service.INSIGHTS),
    PEERING_SERVICES("peering-services", Kind.STATE, "PeeringService id", Service.PREFIX, Service.INSIGHTS),
    MONITORED_PREFIXES("monitored-prefixes", Kind.STATE, "prefix", Service.PREFIX, Service.INSIGHTS),
    SESSION_STATES(
            "session-states",
            Kind.STATE,
            "session, usually router|peer address",
            Service.INSIGHTS,
            Service.PARTNER,
            Service.PREFIX,
            Service.INSIGHTS),
    COLLECTOR_GAPS(
            "collector-gaps", Kind.STATE, "cause and subject", Service.INSIGHTS, Service.PREFIX, Service.INSIGHTS),
    PREFIX_ROUTES("prefix-routes", Kind.STATE, "monitored prefix", Service.INSIGHTS, Service.PREFIX),
    PREFIX_LATENCY(
            "prefix-latency", Kind.STATE, "monitored prefix", Service.INSIGHTS, Service.PREFIX, Service.INSIGHTS),
    ROUTE_REQUESTS("route-requests", Kind.STATE, "monitored prefix", Service.INSIGHTS, Service.INSIGHTS),
    NETWORK_RELATIONSHIPS("network-relationships", Kind.STATE, "router#part", Service.INSIGHTS, Service.INSIGHTS),
    MONITOR_WORKSPACES("monitor-workspaces", Kind.STATE, "subscription", Service.INSIGHTS, Service.PREFIX),
    ROUTE_CHANGES("route-changes", Kind.EVENT, "monitored prefix", Service.INSIGHTS, Service.INSIGHTS),
    ROUTING_EVENTS("routing-events", Kind.EVENT, "monitored prefix", Service.INSIGHTS, Service.PREFIX),
    LATENCY_SAMPLES(
            "latency-samples",
            Kind.EVENT,
            "monitored prefix, or the /24 or /48 of the target",
            Service.INSIGHTS,
            Service.INSIGHTS),
    LATENCY_WINDOWS("latency-windows", Kind.EVENT, "monitored prefix", Service.INSIGHTS, Service.INSIGHTS),
    ROUTE_ACTIVITY("route-activity", Kind.EVENT, "session, or monitored prefix", Service.INSIGHTS, Service.INSIGHTS);

    /**
     * One number for all, since topics that are joined must be partitioned alike. Where topics exist their number counts:
     * keys do not move.
     */
    public static final int PARTITIONS = 24;

    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private static final Duration EVENT_RETENTION = Duration.ofDays(7);
    /** They are many, and what is late by more than minutes is not counted. */
    private static final Duration SAMPLE_RETENTION = Duration.ofDays(2);

    /** Whether the last message of a key is what counts, or each message by itself. */
    public enum Kind {
        STATE,
        EVENT
    }

    /** Who writes or reads topics; in lower case the name under which it is known everywhere. */
    public enum Service {
        PARTNER,
        PREFIX,
        INSIGHTS
    }

    private final String topicName;
    private final Kind kind;
    private final String key;
    private final Service writer;
    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Service> readers;

    Topic(String topicName, Kind kind, String key, Service writer, Service... readers) {
        this.topicName = topicName;
        this.kind = kind;
        this.key = key;
        this.writer = writer;
        this.readers = Collections.unmodifiableSet(EnumSet.copyOf(List.of(readers)));
    }

    public String topicName() {
        return topicName;
    }

    public String deadLetterName() {
        return topicName + ".dlq";
    }

    public Kind kind() {
        return kind;
    }

    /** What the key is, for people. */
    public String key() {
        return key;
    }

    /** The one service that may write it. */
    public Service writer() {
        return writer;
    }

    public Set<Service> readers() {
        return readers;
    }

    /** What the service reads or writes. */
    public static Set<Topic> of(Service service) {
        return Arrays.stream(values())
                .filter(topic -> topic.writer == service || topic.readers.contains(service))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
    }

    /** How long messages are kept; null: until compaction. */
    public @Nullable Duration retention() {
        if (kind == Kind.STATE) {
            return null;
        }
        return this == LATENCY_SAMPLES || this == LATENCY_WINDOWS || this == ROUTE_ACTIVITY
                ? SAMPLE_RETENTION
                : EVENT_RETENTION;
    }
}
