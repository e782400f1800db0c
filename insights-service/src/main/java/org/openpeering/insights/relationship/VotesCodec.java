/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Parts of votes as bytes, each of some customers and short enough for a message. A version, the number of links, and for each
 * link: customer, provider, ways, ways of partners, day of the first, days from there to the last, day since, standing, number
 * of samples, and each sample's length and networks. Numbers are written seven bits at a time, the lowest first.
 *
 * <p>Samples are left out, one after the other, where a part would be too long, and then links.
 */
public final class VotesCodec {
    /** Parts of one table. */
    public static final int PARTS = 64;

    /** Base64 makes 933,000 of them, and a broker takes 1,048,576. */
    static final int LONGEST = 700_000;

    private static final int VERSION = 1;

    private VotesCodec() {}

    static int part(long link) {
        return Integer.remainderUnsigned(Link.customer(link), PARTS);
    }

    /** The bytes of a part. */
    public static byte[] encode(Votes votes, int part) {
        int[] places = IntStream.range(0, votes.size())
                .filter(place -> part(votes.link(place)) == part)
                .toArray();
        for (int samples = Inference.SAMPLES; samples > 0; samples--) {
            Writer whole = write(votes, places, samples);
            if (whole.length <= LONGEST) {
                return whole.bytes();
            }
        }
        int[] fitting = places;
        Writer bare = write(votes, fitting, 0);
        while (bare.length > LONGEST) {
            fitting = Arrays.copyOf(fitting, (int) ((long) fitting.length * LONGEST / bare.length - 1));
            bare = write(votes, fitting, 0);
        }
        return bare.bytes();
    }

    private static Writer write(Votes votes, int[] places, int samples) {
        Writer out = new Writer();
        Votes.Columns columns = votes.columns();
        out.number(VERSION);
        out.number(places.length);
        for (int place : places) {
            out.number(Link.customer(votes.link(place)));
            out.number(Link.provider(votes.link(place)));
            out.number(columns.topWays[place]);
            out.number(columns.partnerWays[place]);
            out.number(columns.first[place]);
            out.number(columns.last[place] - columns.first[place]);
            out.number(columns.since[place]);
            out.number(columns.standing[place]);
            int[][] ways = columns.samples[place];
            int kept = Math.min(samples, ways.length);
            out.number(kept);
            for (int i = 0; i < kept; i++) {
                out.number(ways[i].length);
                for (int asn : ways[i]) {
                    out.number(asn);
                }
            }
        }
        return out;
    }

    /**
     * Reads a part.
     *
     * @throws IllegalArgumentException it is none, or of a later version
     */
    public static Votes decode(byte[] bytes, Instant at, int runs, long left) {
        try {
            return new Reader(bytes).votes(at, runs, left);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("votes that end too early", e);
        }
    }

    /** Puts parts together. */
    public static Votes join(Votes[] parts) {
        long[] links = Arrays.stream(parts)
                .flatMapToLong(part -> IntStream.range(0, part.size()).mapToLong(part::link))
                .sorted()
                .toArray();
        Votes.Columns columns = new Votes.Columns(links.length);
        for (int place = 0; place < links.length; place++) {
            Votes part = parts[part(links[place])];
            columns.take(place, part.columns(), part.find(links[place]));
        }
        return new Votes(parts[0].at(), parts[0].runs(), parts[0].left(), links, columns);
    }

    private static final class Writer {
        private byte[] bytes = new byte[1 << 12];
        private int length;

        void number(int value) {
            if (length + 5 > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            int rest = value;
            while ((rest & ~0x7F) != 0) {
                bytes[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }
    }

    private static final class Reader {
        /** Eight numbers and no sample. */
        private static final int SHORTEST = 9;

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Votes votes(Instant read, int runs, long left) {
            if (number() != VERSION) {
                throw new IllegalArgumentException("votes of another version");
            }
            int size = bounded(SHORTEST);
            long[] links = new long[size];
            Votes.Columns columns = new Votes.Columns(size);
            for (int place = 0; place < size; place++) {
                links[place] = Link.of(number(), number());
                if (place > 0 && links[place] <= links[place - 1]) {
                    throw new IllegalArgumentException("votes that are not in order");
                }
                columns.topWays[place] = number();
                columns.partnerWays[place] = number();
                columns.first[place] = number();
                columns.last[place] = columns.first[place] + number();
                columns.since[place] = number();
                columns.standing[place] = (byte) number();
                columns.samples[place] = samples();
            }
            return new Votes(read, runs, left, links, columns);
        }

        private int[][] samples() {
            int[][] samples = new int[bounded(1)][];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = new int[bounded(1)];
                for (int j = 0; j < samples[i].length; j++) {
                    samples[i][j] = number();
                }
            }
            return samples;
        }

        /** A number of things of so many bytes at least, for which there have to be bytes. */
        private int bounded(int least) {
            int number = number();
            if (number < 0 || (long) number * least > bytes.length - at) {
                throw new IllegalArgumentException("votes that end too early");
            }
            return number;
        }

        private int number() {
            int value = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number that does not end");
        }
    }
}
