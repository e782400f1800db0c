/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * An event of a monitored prefix at one moment of its life: opened, updated, ended. The same id with a higher revision
 * replaces what was said before.
 *
 * @param id derived from prefix, type, offender and opening time: processing an input again gives the same
 * @param revision 1 when opened, then counting
 * @param status whether it goes on; what is a moment ({@link EventType#isMoment()}) is ended when it opens
 * @param confidence 0 to 100
 * @param prefix the monitored prefix
 * @param offendingPrefix the prefix announced: the same, a more specific, or one that holds it
 * @param expectedOrigins the legal origins when this was said
 * @param seenOrigin the origin AS announced, when there is exactly one
 * @param expectedUpstreams the networks that may stand beside a legal origin, where that is what is wrong; empty in messages
 *     that are older than this member
 * @param seenUpstream who stands where it should not: beside a legal origin that is forged, or as who leaks the route
 * @param firstSeen arrival of the update that opened it
 * @param lastSeen arrival of the latest update that belongs to it
 * @param ended when it ended, null while open
 * @param endCause why it ended, for people; null while open, and for a moment
 * @param vantages the BMP peers that carry it, {@code router|peer address}
 * @param firstHops distinct neighbour ASes of those
 * @param samples up to ten of its updates, the offending one first
 * @param rule the rule that fired with its version, such as {@code origin-change/1}
 * @param incident the id of the incident to which it belongs, for who is told of that; null for none, and in messages: who records
 *     events gathers them
 * @param members of an incident ({@link EventType#PREFIX_INCIDENT_EVENT}); null for all else
 */
public record RoutingEvent(
        String id,
        long revision,
        EventType type,
        EventLevel level,
        Status status,
        int confidence,
        IpPrefix prefix,
        IpPrefix offendingPrefix,
        List<Asn> expectedOrigins,
        @Nullable Asn seenOrigin,
        List<Asn> expectedUpstreams,
        @Nullable Asn seenUpstream,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant ended,
        @Nullable String endCause,
        List<String> vantages,
        List<Asn> firstHops,
        List<Evidence> evidence,
        List<ObservedRoute> samples,
        String rule,
        String summary,
        @Nullable String incident,
        @Nullable Members members) {
    public RoutingEvent {
        expectedOrigins = List.copyOf(expectedOrigins);
        expectedUpstreams = expectedUpstreams == null ? List.of() : List.copyOf(expectedUpstreams);
        vantages = List.copyOf(vantages);
        firstHops = List.copyOf(firstHops);
        evidence = List.copyOf(evidence);
        samples = List.copyOf(samples);
    }

    /** Of an event as it happens: to no incident does it belong yet. */
    public RoutingEvent(
            String id,
            long revision,
            EventType type,
            EventLevel level,
            Status status,
            int confidence,
            IpPrefix prefix,
            IpPrefix offendingPrefix,
            List<Asn> expectedOrigins,
            @Nullable Asn seenOrigin,
            List<Asn> expectedUpstreams,
            @Nullable Asn seenUpstream,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant ended,
            @Nullable String endCause,
            List<String> vantages,
            List<Asn> firstHops,
            List<Evidence> evidence,
            List<ObservedRoute> samples,
            String rule,
            String summary) {
        this(
                id,
                revision,
                type,
                level,
                status,
                confidence,
                prefix,
                offendingPrefix,
                expectedOrigins,
                seenOrigin,
                expectedUpstreams,
                seenUpstream,
                firstSeen,
                lastSeen,
                ended,
                endCause,
                vantages,
                firstHops,
                evidence,
                samples,
                rule,
                summary,
                null,
                null);
    }

    /** Of an event in which no upstream is wrong. */
    public RoutingEvent(
            String id,
            long revision,
            EventType type,
            EventLevel level,
            Status status,
            int confidence,
            IpPrefix prefix,
            IpPrefix offendingPrefix,
            List<Asn> expectedOrigins,
            @Nullable Asn seenOrigin,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant ended,
            @Nullable String endCause,
            List<String> vantages,
            List<Asn> firstHops,
            List<Evidence> evidence,
            List<ObservedRoute> samples,
            String rule,
            String summary) {
        this(
                id,
                revision,
                type,
                level,
                status,
                confidence,
                prefix,
                offendingPrefix,
                expectedOrigins,
                seenOrigin,
                List.of(),
                null,
                firstSeen,
                lastSeen,
                ended,
                endCause,
                vantages,
                firstHops,
                evidence,
                samples,
                rule,
                summary);
    }

    /** The same, to be changed in some of its members. */
    public RoutingEventCopy but() {
        return new RoutingEventCopy(this);
    }

    /** Whether the event goes on. */
    public enum Status implements WireEnum {
        OPEN,
        ENDED
    }

    /**
     * One reason for the event and its confidence.
     *
     * @param what a sentence
     * @param source where it comes from, such as {@code bmp:edge-1}
     * @param weight points of confidence
     */
    public record Evidence(String what, String source, int weight) {}

    /**
     * What has been gathered into an incident.
     *
     * @param count events
     * @param open how many of them go on
     * @param prefixCount monitored prefixes
     * @param prefixes the first hundred of those
     */
    public record Members(int count, int open, int prefixCount, List<IpPrefix> prefixes) {
        public Members {
            prefixes = List.copyOf(prefixes);
        }
    }
}
