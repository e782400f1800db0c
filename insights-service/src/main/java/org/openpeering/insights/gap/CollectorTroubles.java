/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openpeering.contract.insights.CollectorGap.Cause;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** What is wrong with a collector itself. */
public final class CollectorTroubles {
    /** More are called all. */
    private static final int MOST_PREFIXES = 1_000;

    /** What the gap is called that all collectors have together. */
    private static final String ALL = "all";

    private CollectorTroubles() {}

    /** @param prefixes of which something was refused */
    public static Trouble notSent(String collector, Instant since, long count, List<IpPrefix> prefixes) {
        return new Trouble(
                Cause.NOT_SENT,
                collector,
                since,
                "Kafka refused changes of routes",
                "Detectors have not been told of them; the routes will be told again",
                count,
                prefixes.size() > MOST_PREFIXES
                        ? List.of()
                        : prefixes.stream().sorted().toList(),
                "All routes have been told again");
    }

    public static Trouble stateNotSent(SessionId session, Asn asn, Instant since) {
        return new Trouble(
                Cause.STATE_NOT_SENT,
                session.toString(),
                since,
                "Kafka refused the state of " + Wording.session(session, asn),
                "Others take it for what it was before; it will be told again",
                0,
                "It has been told again");
    }

    /** @param since when one was last there */
    public static Trouble unattended(Instant since) {
        return new Trouble(
                Cause.UNATTENDED,
                ALL,
                since,
                "No collector was running",
                "What routers announced and took back in that time was not seen",
                0,
                "Collectors run again, and routers have had the time to send their tables");
    }

    public static Trouble behind(String collector, Instant now, Duration delay) {
        return new Trouble(
                Cause.BEHIND,
                collector,
                now.minus(delay),
                "Detectors are late",
                "What routers have told is worked on later than it should be",
                0,
                "They have caught up");
    }
}
