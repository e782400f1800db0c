/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpFramingException;

/** A recording of BMP: all that a router sent, one message after the other (RFC 7854 section 4.1). */
final class Captured {
    private static final int LONGEST = 1 << 20;
    /** Version, length, type. */
    static final int HEADER = 6;

    private static final int PEER_HEADER = 42;
    private static final int INITIATION = 4;
    private static final int TERMINATION = 5;
    private static final int MIRRORING = 6;

    private final Set<String> peers = new HashSet<>();

    /** Whether it begins as one: version 3, a length and a type that there is. */
    static boolean begins(byte[] start) {
        return start.length >= HEADER
                && start[0] == 3
                && BgpMessage.uint32(start, 1) >= HEADER
                && BgpMessage.uint32(start, 1) <= LONGEST
                && start[5] >= 0
                && start[5] <= MIRRORING;
    }

    /**
     * Plays all of it but who the router was, and its farewell, which the feed says itself.
     *
     * @throws ReplayException at what is damaged
     */
    void play(InputStream in, BmpFeed feed, Player.Turn turn) throws IOException {
        BmpFrameReader reader = new BmpFrameReader(in, LONGEST, InstantSource.system());
        long offset = 0;
        long number = 1;
        Instant last = Instant.EPOCH;
        try {
            while (reader.next()) {
                int type = reader.buffer()[reader.from() + 5];
                if (type != INITIATION && type != TERMINATION) {
                    last = time(reader, last);
                    turn.await(last);
                    feed.send(Arrays.copyOfRange(reader.buffer(), reader.from(), reader.to()));
                }
                offset += reader.to() - reader.from();
                number++;
            }
        } catch (BmpFramingException | EOFException e) {
            feed.flush();
            throw ReplayException.failed("The recording breaks at byte " + offset + ", in message " + number + ": "
                    + e.getMessage() + ". What comes before it was played");
        }
        feed.flush();
    }

    int peers() {
        return peers.size();
    }

    /** Of the per-peer header; without one, or where it has none, as before. */
    private Instant time(BmpFrameReader reader, Instant before) {
        int header = reader.from() + HEADER;
        if (header + PEER_HEADER > reader.to()) {
            return before;
        }
        peers.add(Arrays.toString(Arrays.copyOfRange(reader.buffer(), header + 2, header + 26)));
        long seconds = BgpMessage.uint32(reader.buffer(), header + 34);
        long micros = Math.min(BgpMessage.uint32(reader.buffer(), header + 38), 999_999);
        return seconds == 0 ? before : Instant.ofEpochSecond(seconds, micros * 1_000);
    }
}
