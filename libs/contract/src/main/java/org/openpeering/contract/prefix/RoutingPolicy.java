/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * The owner's word on how a prefix is routed, beyond what follows from its registration.
 *
 * @param upstreams who may stand next to a legal origin in a path, the partner among them. Empty where the owner lists none:
 *     then a neighbour that is new is told of, and called wrong less surely
 * @param siblings networks of the same owner; they are among the legal origins, too
 * @param longestMoreSpecific the longest more-specific that the legal origins are expected to announce; null when none is
 * @param announced false when it is not to be announced at all
 * @param maintenance when what the owner does is no news
 * @param exceptions what is accepted for a time
 * @param location where the prefix is used; null: as its peering service says
 */
public record RoutingPolicy(
        List<Asn> upstreams,
        List<Asn> siblings,
        @Nullable Integer longestMoreSpecific,
        boolean announced,
        List<MaintenanceWindow> maintenance,
        List<AcceptedException> exceptions,
        @Nullable GeoPosition location) {
    /** Of who has said nothing. */
    public static final RoutingPolicy NONE = new RoutingPolicy(List.of(), List.of(), null, true, List.of(), List.of());

    public RoutingPolicy {
        upstreams = List.copyOf(upstreams);
        siblings = List.copyOf(siblings);
        maintenance = List.copyOf(maintenance);
        exceptions = List.copyOf(exceptions);
    }

    /** Of who does not say where it is. */
    public RoutingPolicy(
            List<Asn> upstreams,
            List<Asn> siblings,
            @Nullable Integer longestMoreSpecific,
            boolean announced,
            List<MaintenanceWindow> maintenance,
            List<AcceptedException> exceptions) {
        this(upstreams, siblings, longestMoreSpecific, announced, maintenance, exceptions, null);
    }

    /** The same of a prefix that is there. */
    public RoutingPolicy at(@Nullable GeoPosition place) {
        return new RoutingPolicy(upstreams, siblings, longestMoreSpecific, announced, maintenance, exceptions, place);
    }

    /** From and until: half open. */
    public record MaintenanceWindow(Instant from, Instant until, String reason) {
        public boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /**
     * Accepts what would be an event. A member that is null excepts all of its kind; at least one of them is not.
     *
     * @param asn the offender: an origin, or the neighbour of the origin
     * @param prefix that is announced: the prefix itself, a part of it, or what holds it
     * @param expires from then on it is no exception any more
     */
    public record AcceptedException(
            @Nullable EventType eventType,
            @Nullable Asn asn,
            @Nullable IpPrefix prefix,
            Instant expires,
            String reason) {}
}
