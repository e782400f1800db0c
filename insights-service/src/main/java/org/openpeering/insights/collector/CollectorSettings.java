/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Duration;
import java.util.Set;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.RouteDistinguisher;
import org.openpeering.insights.collector.Completeness.Patience;

/**
 * How patient a collector is, and how much it may hold.
 *
 * @param quiet how long nothing new may have come from any session of a router for its tables to be complete without
 *     End-of-RIB
 * @param grace how long a session may be away whose router is not connected
 * @param table how long a table may be coming at most
 * @param internetTables tables besides the global one whose routes are the Internet's, of every router, as
 *     {@link RouteDistinguisher#canonical} writes them
 * @param bounds of what it holds
 */
public record CollectorSettings(
        Duration quiet, Duration grace, Duration table, Set<String> internetTables, Bounds bounds) {
    /** 30 s each and 15 min, and the global table alone. */
    public static final CollectorSettings DEFAULT =
            new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15), Set.of());

    public CollectorSettings {
        internetTables = Set.copyOf(internetTables);
    }

    public CollectorSettings(Duration quiet, Duration grace, Duration table, Set<String> internetTables) {
        this(quiet, grace, table, internetTables, Bounds.NONE);
    }

    /**
     * What is beyond them is counted and left out, but for an eighth more that is kept for what concerns monitored
     * prefixes.
     *
     * @param attributeBytes memory for path attributes
     */
    public record Bounds(int routesOfSession, int routesOfRouter, int routes, long attributeBytes) {
        public static final Bounds NONE =
                new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    Patience patience() {
        return new Patience(quiet, grace, table);
    }

    /**
     * Whether routes of that session are matched with monitored prefixes.
     *
     * @param ofRouter what else is an Internet table of the session's router
     */
    boolean judges(SessionUp up, Set<String> ofRouter) {
        SessionId id = up.id();
        return id.view() == RibView.PRE_POLICY && (id.global() || names(internetTables, up) || names(ofRouter, up));
    }

    private static boolean names(Set<String> tables, SessionUp up) {
        return tables.contains(RouteDistinguisher.canonical(up.table()))
                || tables.contains(up.id().distinguisher().toString());
    }
}
