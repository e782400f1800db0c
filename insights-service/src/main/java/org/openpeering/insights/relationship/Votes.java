/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;

/**
 * What one table says after a run: for every link that anything speaks for, how much, since when, and what is in force.
 * Immutable; links in order, primitive arrays, some forty bytes a link and its samples.
 */
public final class Votes {
    /** No run yet. */
    public static final Votes NONE = new Votes(null, 0, 0, new long[0], new Columns(0));

    private final @Nullable Instant at;
    private final int runs;
    private final long left;
    private final long[] links;
    private final Columns columns;

    /** One entry for each link. Sample paths are told by their ways' numbers. */
    static final class Columns {
        final int[] topWays;
        final int[] partnerWays;
        final int[] first;
        final int[] last;
        final int[] since;
        /** See {@link Standing}. */
        final byte[] standing;

        final int[][][] samples;

        Columns(int size) {
            topWays = new int[size];
            partnerWays = new int[size];
            first = new int[size];
            last = new int[size];
            since = new int[size];
            standing = new byte[size];
            samples = new int[size][][];
        }

        /** Takes another one's entry. */
        void take(int place, Columns other, int from) {
            topWays[place] = other.topWays[from];
            partnerWays[place] = other.partnerWays[from];
            first[place] = other.first[from];
            last[place] = other.last[from];
            since[place] = other.since[from];
            standing[place] = other.standing[from];
            samples[place] = other.samples[from];
        }
    }

    /** @param links in order, one for each entry of the columns */
    Votes(@Nullable Instant at, int runs, long left, long[] links, Columns columns) {
        this.at = at;
        this.runs = runs;
        this.left = left;
        this.links = links;
        this.columns = columns;
    }

    /** When the last run was; null before the first. */
    public @Nullable Instant at() {
        return at;
    }

    /** How many there were. */
    public int runs() {
        return runs;
    }

    /** How often something found no room in the last run: what is counted is true, and not all. */
    public long left() {
        return left;
    }

    public int size() {
        return links.length;
    }

    long link(int place) {
        return links[place];
    }

    int standing(int place) {
        return columns.standing[place];
    }

    /** Where a link is, or would be as {@link Arrays#binarySearch} says it. */
    int find(long link) {
        return Arrays.binarySearch(links, link);
    }

    /** How many customers' links are in force. */
    public long inForce() {
        int count = 0;
        for (byte standing : columns.standing) {
            count += Standing.inForce(standing) ? 1 : 0;
        }
        return count;
    }

    Vote vote(int place) {
        byte standing = columns.standing[place];
        return new Vote(
                Ways.asn(Link.customer(links[place])),
                Ways.asn(Link.provider(links[place])),
                new Tally(columns.topWays[place], columns.partnerWays[place]),
                LocalDate.ofEpochDay(columns.first[place]),
                LocalDate.ofEpochDay(columns.last[place]),
                Standing.inForce(standing) ? LocalDate.ofEpochDay(columns.since[place]) : null,
                Standing.young(standing),
                Standing.runs(standing),
                paths(place));
    }

    private List<AsPath> paths(int place) {
        return Stream.of(columns.samples[place]).map(Ways::path).toList();
    }

    Columns columns() {
        return columns;
    }
}
