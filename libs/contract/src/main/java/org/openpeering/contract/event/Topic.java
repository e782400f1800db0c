/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every topic, with what its creation needs. {@code docs/messaging.md} carries the same table and a test compares.
 *
 * <p>A state topic is compacted and keyed by the object's id, carries the whole object with its revision, and deletes by
 * tombstone. An event topic is kept for a time.
 */
public enum Topic {
    PEER_ASNS("peer-asns", Kind.STATE, "PeerAsn id", Writer.PARTNER),
    PEERINGS("peerings", Kind.STATE, "Peering id", Writer.PARTNER),
    PROVIDERS("providers", Kind.STATE, "provider name", Writer.PARTNER),
    EDGE_ROUTERS("edge-routers", Kind.STATE, "router name", Writer.PARTNER),
    MONITORED_PREFIXES("monitored-prefixes", Kind.STATE, "prefix", Writer.PREFIX),
    SESSION_STATES("session-states", Kind.STATE, "router|peer address", Writer.INSIGHTS),
    PREFIX_ROUTES("prefix-routes", Kind.STATE, "monitored prefix", Writer.INSIGHTS),
    ROUTE_CHANGES("route-changes", Kind.EVENT, "monitored prefix", Writer.INSIGHTS),
    ROUTING_EVENTS("routing-events", Kind.EVENT, "monitored prefix", Writer.INSIGHTS);

    /** One number for all: topics that are joined must be partitioned alike. */
    public static final int PARTITIONS = 6;

    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private static final Duration EVENT_RETENTION = Duration.ofDays(7);

    /** Whether the last message of a key is what counts, or each message by itself. */
    public enum Kind {
        STATE,
        EVENT
    }

    /** The one service that may write a topic. */
    public enum Writer {
        PARTNER,
        PREFIX,
        INSIGHTS
    }

    private final String topicName;
    private final Kind kind;
    private final String key;
    private final Writer writer;

    Topic(String topicName, Kind kind, String key, Writer writer) {
        this.topicName = topicName;
        this.kind = kind;
        this.key = key;
        this.writer = writer;
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

    public Writer writer() {
        return writer;
    }

    /** How long messages are kept; null: until compaction. */
    public @Nullable Duration retention() {
        return kind == Kind.EVENT ? EVENT_RETENTION : null;
    }
}
