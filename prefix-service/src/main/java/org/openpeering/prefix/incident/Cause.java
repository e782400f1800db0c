/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;

/**
 * What events have in common that are told together: of one class, and by the same network, or told by the same router. What a
 * router says at once of many prefixes has one cause more likely than many, be it a table transfer, a session, or its collector.
 *
 * @param who a network's number, a router, what is out of sight; empty where nobody is named
 */
@RegisterForReflection
record Cause(Kind kind, String who) {
    /** Classes of events. */
    public enum Kind {
        ORIGIN,
        COVERING,
        MORE_SPECIFIC,
        FORGED_ORIGIN,
        LEAK,
        RPKI,
        WITHDRAWAL,
        ANNOUNCEMENT,
        PATH,
        FLAPPING,
        VISIBILITY,
        SIGHT;

        boolean byNetwork() {
            return compareTo(LEAK) <= 0;
        }

        boolean byOrigin() {
            return compareTo(MORE_SPECIFIC) <= 0;
        }
    }

    /** Empty for what is an incident itself, and for how good the way to a prefix is: that is told of each by itself. */
    static Optional<Cause> of(RoutingEvent event) {
        Cause cause = switch (event.type()) {
            case PREFIX_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT,
                    PREFIX_SUB_PREFIX_HIJACK_EVENT,
                    PREFIX_SQUATTING_EVENT -> by(Kind.ORIGIN, event.seenOrigin());
            case PREFIX_COVERING_ANNOUNCEMENT_EVENT -> by(Kind.COVERING, event.seenOrigin());
            case PREFIX_MORE_SPECIFIC_EVENT -> by(Kind.MORE_SPECIFIC, event.seenOrigin());
            case PREFIX_FORGED_ORIGIN_EVENT -> by(Kind.FORGED_ORIGIN, event.seenUpstream());
            case PREFIX_ROUTE_LEAK_EVENT -> by(Kind.LEAK, event.seenUpstream());
            // Of a trust anchor's loss, or a false ROA's, whoever originates what has become invalid is not the cause.
            case PREFIX_RPKI_INVALID_EVENT -> new Cause(Kind.RPKI, "");
            case PREFIX_WITHDRAWAL_EVENT, PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT -> at(Kind.WITHDRAWAL, event);
            case PREFIX_ANNOUNCEMENT_EVENT, PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT -> at(Kind.ANNOUNCEMENT, event);
            case PREFIX_ACTIVE_PATH, PREFIX_BACKUP_PATH, PREFIX_AS_PATH_CHANGE_EVENT -> at(Kind.PATH, event);
            case PREFIX_FLAPPING_EVENT -> at(Kind.FLAPPING, event);
            case PREFIX_VISIBILITY_LOSS_EVENT -> new Cause(Kind.VISIBILITY, "");
            case COLLECTOR_GAP_EVENT -> new Cause(Kind.SIGHT, source(event));
            case PREFIX_SUBOPTIMAL_ROUTING_EVENT,
                    PREFIX_LATENCY_DEGRADATION_EVENT,
                    PREFIX_GEOLOCATION_EVENT,
                    PREFIX_INCIDENT_EVENT -> null;
        };
        return Optional.ofNullable(cause);
    }

    private static Cause by(Kind kind, @Nullable Asn network) {
        return new Cause(kind, Objects.toString(network, ""));
    }

    private static Cause at(Kind kind, RoutingEvent event) {
        String session = event.vantages().isEmpty() ? "" : event.vantages().getFirst();
        int bar = session.indexOf('|');
        return new Cause(kind, bar < 0 ? session : session.substring(0, bar));
    }

    /** Such as {@code gap:SessionDown}. */
    private static String source(RoutingEvent event) {
        return event.evidence().isEmpty() ? "" : event.evidence().getFirst().source();
    }

    /** A network that is the cause. */
    @Nullable
    Asn network() {
        return who.isEmpty() || !kind.byNetwork() ? null : new Asn(Long.parseLong(who));
    }

    /** A sentence without its end. */
    String words() {
        String network = who.isEmpty() ? "A set of networks, which names no origin," : "AS" + who;
        String router = who.isEmpty() ? "" : " of router " + who;
        return switch (kind) {
            case ORIGIN -> network + " announces what is not its own";
            case COVERING -> network + " announces what holds prefixes of others";
            case MORE_SPECIFIC -> network + " announces parts of its prefixes";
            case FORGED_ORIGIN -> network + " stands where no neighbour is known";
            case LEAK -> network + " leaks routes";
            case RPKI -> "Routes have become invalid by RPKI";
            case WITHDRAWAL -> "Routes are gone from sessions" + router;
            case ANNOUNCEMENT -> "Routes are announced on sessions" + router;
            case PATH -> "Paths have changed on sessions" + router;
            case FLAPPING -> "Paths flap on sessions" + router;
            case VISIBILITY -> "Prefixes have become invisible to many who saw them";
            case SIGHT -> "The network itself has lost sight (" + who + ")";
        };
    }

    /** Reads what {@link #toString} writes. */
    static Cause parse(String text) {
        int bar = text.indexOf('|');
        return new Cause(Kind.valueOf(text.substring(0, bar)), text.substring(bar + 1));
    }

    @Override
    public String toString() {
        return kind + "|" + who;
    }
}
