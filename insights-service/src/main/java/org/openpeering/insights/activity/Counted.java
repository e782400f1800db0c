/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Turn;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;

/**
 * What was counted, as rows have it.
 *
 * @param lengths announcements by the length of their AS path, from 0 on
 * @param paths bytes of a {@link PathSketch}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Counted(
        long revision,
        long updates,
        long announcements,
        long withdrawals,
        long pathChanges,
        long prepended,
        List<Long> lengths,
        byte[] paths) {
    /** In a minute nobody counts that much; and what adds up to days stays a number. */
    private static final long MOST = 1_000_000_000_000L;

    /** @throws IllegalArgumentException when it has what nobody counts */
    public static Counted of(RouteActivity message) {
        Counted counted = new Counted(
                message.revision(),
                message.updates(),
                message.announcements(),
                message.withdrawals(),
                message.pathChanges(),
                message.prepended(),
                message.pathLengths(),
                Base64.getDecoder().decode(message.paths()));
        refuse(message.counter() < 0, "a counter below 0");
        refuse(counted.lengths().size() > RouteActivity.LENGTHS, "more lengths of paths than " + RouteActivity.LENGTHS);
        refuse(counted.paths().length > PathSketch.MOST_BYTES, "more bytes of paths than " + PathSketch.MOST_BYTES);
        refuse(
                LongStream.concat(
                                LongStream.of(
                                        counted.revision(),
                                        counted.updates(),
                                        counted.announcements(),
                                        counted.withdrawals(),
                                        counted.pathChanges(),
                                        counted.prepended()),
                                counted.lengths().stream().mapToLong(Long::longValue))
                        .anyMatch(number -> number < 0 || number > MOST),
                "a number below 0 or above " + MOST);
        new PathSketch().add(counted.paths());
        turns(message);
        return counted;
    }

    private static void turns(RouteActivity message) {
        Instant minute = message.at();
        refuse(minute.getNano() != 0 || Math.floorMod(minute.getEpochSecond(), 60) != 0, "no begin of a minute");
        List<Turn> turns = message.turns();
        refuse(turns.size() > RouteActivity.TURNS, "more turns than " + RouteActivity.TURNS);
        switch (message.kind()) {
            case SESSION -> {
                SessionId.parse(message.subject());
                refuse(!turns.isEmpty(), "turns of a session");
            }
            case PREFIX -> IpPrefix.parse(message.subject());
        }
        Instant before = minute;
        for (Turn turn : turns) {
            refuse(
                    turn.at().isBefore(before) || !turn.at().isBefore(minute.plusSeconds(60)),
                    "turns that are not in the minute, in their order");
            before = turn.at();
        }
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new IllegalArgumentException(what);
        }
    }
}
