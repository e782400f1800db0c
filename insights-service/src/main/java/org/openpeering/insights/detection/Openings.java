/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps the events of a prefix apart that are alike in all that makes their ids, as when an offender comes, goes and comes
 * again in one microsecond, or in one second of a recording: the second gets another id, and always the same.
 *
 * @param latest of the ids of the events that opened last, what tells them apart; the latest at the end
 */
public record Openings(List<Long> latest) {
    /** More than any moment brings. */
    private static final int MOST = 64;

    static final Openings NONE = new Openings(List.of());

    public Openings {
        latest = List.copyOf(latest);
    }

    /** The id, or another that none of the latest has. */
    String unlike(String id) {
        String other = id;
        for (int number = 2; latest.contains(mark(other)); number++) {
            other = UUID.nameUUIDFromBytes((id + "|" + number).getBytes(UTF_8)).toString();
        }
        return other;
    }

    Openings with(String id) {
        return new Openings(Stream.concat(
                        latest.stream().skip(Math.max(0, latest.size() - MOST + 1)), Stream.of(mark(id)))
                .toList());
    }

    private static Long mark(String id) {
        return UUID.fromString(id).getMostSignificantBits();
    }
}
