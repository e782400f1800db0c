/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.mrt.MrtEntry;
import org.openpeering.insights.mrt.MrtReceiver;
import org.openpeering.insights.mrt.MrtRecord;
import org.openpeering.insights.mrt.TableUpdate;

/**
 * Tells a feed what the sessions of a recording said. A session is up from the first word of it on; a table is complete
 * when messages or the end follow. What the collector sent itself is left out.
 */
final class Player implements MrtReceiver {
    private static final int ESTABLISHED = 6;
    private static final int UPDATE = 2;

    /** Waits until something is due, and counts it. */
    @FunctionalInterface
    interface Turn {
        void await(Instant recorded) throws IOException;
    }

    private static final class Session {
        private final Vantage vantage;
        private final Set<Family> tables = EnumSet.noneOf(Family.class);
        private boolean up;

        Session(Vantage vantage) {
            this.vantage = vantage;
        }
    }

    private final Feed feed;
    private final Turn turn;
    private final Map<Vantage.Key, Session> sessions = new LinkedHashMap<>();
    private final TableUpdate table = new TableUpdate();
    private boolean inTable;
    private Instant last = Instant.EPOCH;
    private long unplayable;

    Player(Feed feed, Turn turn) {
        this.feed = feed;
        this.turn = turn;
    }

    int peers() {
        return sessions.size();
    }

    /** Messages and routes that no message can be made of. */
    long unplayable() {
        return unplayable;
    }

    @Override
    public void message(MrtRecord record, byte[] bytes, int from, int to) {
        int length = BgpMessage.length(bytes, from, to);
        if (length < 0) {
            unplayable++;
        } else if (!record.sent() && bytes[from + 18] == UPDATE) {
            endOfTables();
            update(record, bytes, from, from + length);
        }
    }

    @Override
    public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
        if (table.write(record, entry, bytes, from, to)) {
            inTable = true;
            update(record, table.bytes(), 0, table.length()).tables.add(entry.family());
        } else {
            unplayable++;
        }
    }

    private Session update(MrtRecord record, byte[] bytes, int from, int to) {
        Session session = session(record);
        try {
            begin(record);
            up(session, record.addPath());
            feed.update(session.vantage, record.asWidth(), record.addPath(), bytes, from, to, last);
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Session session(MrtRecord record) {
        return sessions.computeIfAbsent(
                new Vantage.Key(record.peer(), record.peerAs()), _ -> new Session(Vantage.of(record)));
    }

    private void begin(MrtRecord record) throws IOException {
        last = Instant.ofEpochSecond(record.seconds(), Math.min(record.micros(), 999_999) * 1_000);
        turn.await(last);
    }

    private void up(Session session, boolean addPath) throws IOException {
        if (!session.up) {
            session.up = true;
            feed.up(session.vantage, addPath, last);
        }
    }

    @Override
    public void state(MrtRecord record, int before, int after) {
        endOfTables();
        Session session = session(record);
        try {
            begin(record);
            if (before == ESTABLISHED || after == ESTABLISHED) {
                down(session);
            }
            if (after == ESTABLISHED) {
                up(session, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void down(Session session) throws IOException {
        if (session.up) {
            session.up = false;
            feed.down(session.vantage, last);
        }
    }

    private void endOfTables() {
        if (inTable) {
            inTable = false;
            sessions.values().forEach(this::endOfTable);
        }
    }

    private void endOfTable(Session session) {
        try {
            for (Family family : session.tables) {
                feed.endOfTable(session.vantage, family, last);
            }
            session.tables.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recording is over. */
    void end() throws IOException {
        endOfTables();
        feed.flush();
    }

    /** Ends all sessions. */
    void leave() throws IOException {
        for (Session session : sessions.values()) {
            down(session);
        }
        feed.flush();
    }
}
