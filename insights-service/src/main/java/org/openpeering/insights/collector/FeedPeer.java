/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.Dialect;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.Tally;

/** A session on its feed, and how its messages are written. Used by the feed's thread. */
public final class FeedPeer {
    private final Feed feed;
    private final PeerState state;
    private final SessionUp up;
    private final Dialect dialect;

    FeedPeer(Feed feed, PeerState state, SessionUp up) {
        this.feed = feed;
        this.state = state;
        this.up = up;
        this.dialect = new Dialect(up.reading());
    }

    SessionUp up() {
        return up;
    }

    boolean goesOn(PeerState now, SessionUp told) {
        return now == state && told.life().equals(up.life());
    }

    /** The width of AS numbers, where the feed says it with each message. */
    public void declare(boolean fourByteAs) {
        dialect.declare(fourByteAs);
    }

    /**
     * UPDATE messages with their headers. How they are written is found out from them, beginning with what the session's
     * establishment told.
     *
     * @param routerMicros when the feed says it happened, microseconds since 1970; 0 when it does not say
     * @param arrivalMicros when the last byte was read
     */
    public void update(byte[] buffer, int from, int to, long routerMicros, long arrivalMicros) {
        int at = from;
        int length;
        // RFC 7854 allows one message; more than one does no harm.
        do {
            length = BgpMessage.length(buffer, at, to);
            take(feed.decoder().decode(buffer, at, to, dialect), routerMicros, arrivalMicros);
            at += length;
        } while (length > 0 && at < to);
    }

    /** One UPDATE message of which it is known how it is written. */
    public void update(byte[] buffer, int from, int to, Reading reading, long routerMicros, Instant arrival) {
        take(feed.decoder().decode(buffer, from, to, reading), routerMicros, Micros.of(arrival));
    }

    private void take(UpdateOutcome outcome, long routerMicros, long arrivalMicros) {
        Tally<CollectorCount> tally = feed.tally();
        UpdateDecoder decoder = feed.decoder();
        if (outcome != UpdateOutcome.ROUTES) {
            tally.count(CollectorCount.of(outcome));
        }
        if (outcome.malformed()) {
            feed.log(outcome, up.id(), up.peerAsn());
            if (outcome != UpdateOutcome.NOT_AN_UPDATE) {
                feed.shard().unreadable(feed, state, Micros.instant(arrivalMicros));
            }
            return;
        }
        if (outcome == UpdateOutcome.END_OF_RIB) {
            feed.shard().endOfRib(feed, state, decoder.endOfRib(), Micros.instant(arrivalMicros));
            return;
        }
        if (outcome == UpdateOutcome.TREATED_AS_WITHDRAW) {
            feed.log(outcome, up.id(), up.peerAsn());
        }
        count(decoder.otherAsSize(), CollectorCount.READ_OTHER_AS_SIZE);
        count(decoder.otherPathReading(), CollectorCount.READ_OTHER_ADD_PATH);
        count(decoder.otherFamily(), CollectorCount.UPDATES_OTHER_FAMILY);
        if (decoder.attributesDiscarded() > 0) {
            tally.add(CollectorCount.ATTRIBUTES_DISCARDED, decoder.attributesDiscarded());
        }
        feed.shard().update(feed, state, routerMicros, decoder, outcome, arrivalMicros);
        if (decoder.partly()) {
            feed.shard().unreadable(feed, state, Micros.instant(arrivalMicros));
        }
    }

    private void count(boolean happened, CollectorCount kind) {
        if (happened) {
            feed.tally().count(kind);
        }
    }
}
