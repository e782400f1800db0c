/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says how far it is: a bar that is drawn over itself for people, a line now and then for a file. */
final class Progress {
    private static final int WIDTH = 30;
    private static final long BAR_EVERY = Duration.ofMillis(200).toNanos();
    private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final long size;
    private final LongSupplier nanos;
    private final long begin;
    private long told;
    private long messages;
    private Instant recorded = Instant.EPOCH;

    /** @param size of what is read, or how much is to be told: what is done of it is counted alike */
    Progress(PrintStream out, boolean terminal, long size, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.size = size;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.told = begin;
    }

    /** One message more. */
    void message(Instant time, long done) {
        messages++;
        recorded = time;
        // The clock costs more than most messages do.
        if (messages % 64 == 0) {
            look(done);
        }
    }

    /** Tells where it is when it is time to. */
    void look(long done) {
        long now = nanos.getAsLong();
        if (now - told >= (terminal ? BAR_EVERY : LINE_EVERY)) {
            told = now;
            tell(done);
        }
    }

    private void tell(long done) {
        int percent = size == 0 ? 100 : (int) (100 * Math.min(done, size) / size);
        String words = String.format(
                Locale.ROOT,
                "%3d %%  %,d messages, %,d/s, recorded %s",
                percent,
                messages,
                (long) (messages / seconds()),
                recorded.truncatedTo(ChronoUnit.SECONDS));
        if (terminal) {
            int full = WIDTH * percent / 100;
            out.print("\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + words);
            out.flush();
        } else {
            out.println(words);
        }
    }

    private double seconds() {
        return Math.max(1e-3, (nanos.getAsLong() - begin) / 1e9);
    }

    /** The last word, below the bar. */
    void end(long done, int peers) {
        if (terminal) {
            tell(done);
            out.println();
        }
        out.println(
                String.format(Locale.ROOT, "Played %,d messages of %,d peers in %.1f s.", messages, peers, seconds()));
    }

    long messages() {
        return messages;
    }
}
