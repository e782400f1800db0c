/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gaps of a feed that are not settled yet, as one reader leaves them to the next. Pure.
 *
 * <p>A gap's epoch is its time, and greater than that of every gap before, whoever's clock it was; when it is over is
 * counted from the time itself, which is never taken to be in the future.
 *
 * @param epoch of the latest gap, in microseconds since 1970; 0 before there was one
 * @param open those not settled, the earliest first
 */
record Gaps(long epoch, List<Gap> open) {
    static final Gaps NONE = new Gaps(0, List.of());
    /** In a patience: what comes sooner becomes one gap with what comes next. */
    private static final int MOST = 72;
    /** Behind what is left of a feed that is read no more. */
    private static final String OVER = " -";
    /** Of several readers, so that the text fits into what Kafka commits. */
    private static final int MOST_KEPT = 96;

    record Gap(long epoch, Instant at) {}

    /** As {@link #toString} wrote it; what was written by nobody or cannot be read says nothing. */
    static Gaps parse(String text, Instant now) {
        try {
            List<Gap> open = new ArrayList<>();
            String[] parts =
                    (text.endsWith(OVER) ? text.substring(0, text.length() - OVER.length()) : text).split(" ", -1);
            for (int i = 1; i < parts.length; i++) {
                String[] gap = parts[i].split("@", -1);
                Instant at = Instant.ofEpochMilli(Long.parseLong(gap[1]));
                open.add(new Gap(Long.parseLong(gap[0]), at.isAfter(now) ? now : at));
            }
            return new Gaps(Long.parseLong(parts[0]), List.copyOf(open));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return NONE;
        }
    }

    Gaps with(Instant now) {
        long next = Math.max(epoch + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        List<Gap> more = new ArrayList<>(open);
        more.add(new Gap(next, now));
        // Two readers that take turns quickly: the later of two gaps side by side stands for both.
        if (more.size() > MOST_KEPT) {
            more.remove(more.size() - 2);
        }
        return new Gaps(next, List.copyOf(more));
    }

    /** Whether another one may be told by now. */
    boolean mayFollow(Instant now, Duration patience) {
        return open.isEmpty()
                || !open.getLast().at().plus(patience.dividedBy(MOST)).isAfter(now);
    }

    /** The latest gap that patience is over with. */
    Optional<Gap> due(Instant now, Duration patience) {
        return open.stream()
                .filter(gap -> !gap.at().plus(patience).isAfter(now))
                .reduce((before, gap) -> gap);
    }

    Gaps settled(Gap upTo) {
        return new Gaps(
                epoch, open.stream().filter(gap -> gap.epoch() > upTo.epoch()).toList());
    }

    static Instant time(long epoch) {
        return Instant.EPOCH.plus(epoch, ChronoUnit.MICROS);
    }

    /** Whether nobody has ever read, or what was told has been ended since. */
    static boolean over(String text) {
        return text.isEmpty() || text.endsWith(OVER);
    }

    /** To be left once all that was told is out of sight. */
    String ended() {
        return epoch + OVER;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(epoch);
        open.forEach(gap ->
                text.append(' ').append(gap.epoch()).append('@').append(gap.at().toEpochMilli()));
        return text.toString();
    }
}
