/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what comes and what it unpacks to, and ends an analysis that goes beyond its bounds or that nobody waits for. */
final class Guard {
    private static final System.Logger LOG = System.getLogger(Guard.class.getName());
    /** Looking at the clock for each route would cost more than most routes do. */
    private static final int LOOK_EVERY = 64;
    /** Bytes; a block of bzip2 needs half of it, and an endless name in a gzip header would fill the heap. */
    private static final long MOST_WITHOUT_OUTPUT = 2L << 20;
    /** Whoever still sends may not read an answer yet; nobody else waits for it. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Bounds bounds;
    private final LongSupplier nanos;
    private final long start;
    private final BooleanSupplier leftAlone;
    private long packed;
    private long unpacked;
    /** How much had been read of the upload when something came out of it last. */
    private long packedAtOutput;

    private int calls;
    private @Nullable String stopped;
    private @Nullable Exception broken;

    /**
     * @param nanos a clock as {@link System#nanoTime}
     * @param leftAlone whether nobody waits for the answer any more
     */
    Guard(Bounds bounds, LongSupplier nanos, BooleanSupplier leftAlone) {
        this.bounds = bounds;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.leftAlone = leftAlone;
    }

    /**
     * What is uploaded. Its failure is kept: an unpacker would make it look like damage of the recording. Closing it leaves
     * the upload open, see {@link #leave}.
     */
    InputStream packed(InputStream in) {
        return new Counted(in) {
            @Override
            int counted(byte[] bytes, int from, int length) throws IOException {
                if (stopped != null) {
                    throw new IOException(stopped);
                }
                if (packed - packedAtOutput > MOST_WITHOUT_OUTPUT) {
                    throw new IOException("nothing comes out of " + MOST_WITHOUT_OUTPUT + " bytes");
                }
                try {
                    int count = in.read(bytes, from, length);
                    packed += Math.max(count, 0);
                    // It may have come late.
                    look();
                    return count;
                } catch (IOException | RuntimeException e) {
                    broken = e;
                    throw new IOException("the upload broke off", e);
                }
            }

            @Override
            public void close() {
                // Closing an upload reads it to its end.
            }
        };
    }

    /** Throws away what is left of an upload, for a moment. */
    void leave(InputStream upload) {
        byte[] bytes = new byte[1 << 16];
        long end = nanos.getAsLong() + LINGER.toNanos();
        try {
            while (nanos.getAsLong() - end < 0) {
                if (upload.read(bytes) < 0) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Its sender is gone, or sends more than it may; the answer is the same.
            LOG.log(System.Logger.Level.DEBUG, "the rest of an upload broke off", e);
        }
    }

    InputStream unpacked(InputStream in) {
        return new Counted(in) {
            @Override
            int counted(byte[] bytes, int from, int length) throws IOException {
                look();
                int count = in.read(bytes, from, length);
                unpacked += Math.max(count, 0);
                packedAtOutput = count > 0 ? packed : packedAtOutput;
                if (unpacked > bounds.unpacked()) {
                    stop("it unpacks to more than " + bounds.unpacked() + " bytes");
                } else if (unpacked > Bounds.START && unpacked / bounds.ratio() > packed) {
                    stop("it unpacks to more than " + bounds.ratio() + " times its size");
                }
                return stopped == null ? count : -1;
            }
        };
    }

    /** Whether to go on. */
    boolean goesOn() {
        calls++;
        if (calls % LOOK_EVERY == 0) {
            look();
        }
        return stopped == null;
    }

    private void look() {
        if (nanos.getAsLong() - start > bounds.time().toNanos()) {
            stop("it takes longer than " + bounds.time().toSeconds() + " s");
        } else if (leftAlone.getAsBoolean()) {
            stop("nobody waits for the answer");
        }
    }

    /** The first reason counts. */
    void stop(String reason) {
        stopped = stopped == null ? reason : stopped;
    }

    /** Why the analysis ended before the recording did. */
    @Nullable
    String stopped() {
        return stopped;
    }

    /** Why no more could be read of the upload. */
    @Nullable
    Exception broken() {
        return broken;
    }

    /** Reads in pieces; nobody here reads single bytes often. */
    private abstract static class Counted extends InputStream {
        private final InputStream in;

        Counted(InputStream in) {
            this.in = in;
        }

        abstract int counted(byte[] bytes, int from, int length) throws IOException;

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return counted(bytes, from, length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return counted(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
