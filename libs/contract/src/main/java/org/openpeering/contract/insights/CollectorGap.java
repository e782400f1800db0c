/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.IpPrefix;

/**
 * That the network itself did not see, or may not have seen, what happened: one message for each gap, however many prefixes
 * it concerns. The same id with a higher revision replaces what was said before; one that comes back soon goes on.
 *
 * @param id derived from cause, name and since
 * @param name of the subject: a router's, a session's text ({@link SessionId}), a feed's, or which life of which collector; {@code all}
 *     for all of them
 * @param summary what is wrong, a sentence without its stop
 * @param unseen what was not seen, a sentence without its stop
 * @param since since when, at the latest
 * @param lastSeen when it was last found to go on
 * @param times how often it came, folded into this one
 * @param missed how much, where that can be counted; 0 where it cannot
 * @param prefixes the monitored ones that it concerns; empty: all that the subject has to do with
 * @param collector who says so ({@link Speaker#collector})
 */
public record CollectorGap(
        String id,
        long revision,
        Cause cause,
        String name,
        String summary,
        String unseen,
        Instant since,
        Instant lastSeen,
        @Nullable Instant ended,
        @Nullable String endCause,
        int times,
        long missed,
        List<IpPrefix> prefixes,
        String collector)
        implements Revisioned {
    public CollectorGap {
        requireNonNull(id, "id");
        requireNonNull(cause, "cause");
        requireNonNull(name, "name");
        requireNonNull(summary, "summary");
        requireNonNull(unseen, "unseen");
        requireNonNull(since, "since");
        requireNonNull(lastSeen, "lastSeen");
        requireNonNull(collector, "collector");
        prefixes = List.copyOf(prefixes);
    }

    /** What has a gap. */
    public enum Subject implements WireEnum {
        ROUTER,
        SESSION,
        FEED,
        COLLECTOR
    }

    /** Why it was not seen. */
    public enum Cause implements WireEnum {
        /** No session of the router is in sight: its BMP connection is gone for longer than the grace time. */
        ROUTER_LOST(Subject.ROUTER),
        /** The router is there and does not tell of the session any more. */
        SESSION_LOST(Subject.SESSION),
        /** An UPDATE could not be read wholly: what it changed is not known. */
        TABLE_DOUBTFUL(Subject.SESSION),
        /** A limit left out routes of the session. */
        ROUTES_LEFT_OUT(Subject.SESSION),
        FEED_LOST(Subject.FEED),
        FEED_DROPPED(Subject.FEED),
        /** Kafka refused what the collector said. */
        NOT_SENT(Subject.COLLECTOR),
        /** Kafka refused the session's state: others take it for what it was. */
        STATE_NOT_SENT(Subject.SESSION),
        /** Detectors are later than the bound. */
        BEHIND(Subject.COLLECTOR),
        /** No collector was there; the subject is all of them. */
        UNATTENDED(Subject.COLLECTOR),
        /** Collectors are there, and nobody tells them all of a table of the Internet; the subject is all of them. */
        UNOBSERVED(Subject.COLLECTOR);

        private final Subject subject;

        Cause(Subject subject) {
            this.subject = subject;
        }

        public Subject subject() {
            return subject;
        }
    }

    public boolean open() {
        return ended == null;
    }

    @Override
    public String key() {
        return keyOf(cause, name);
    }

    public static String keyOf(Cause cause, String name) {
        return cause.wire() + "|" + name;
    }
}
