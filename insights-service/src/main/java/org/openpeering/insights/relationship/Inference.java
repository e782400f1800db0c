/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.openpeering.contract.net.Asn;

/**
 * Counts what the paths of a table say about who is whose customer. It takes them one by one and keeps of each a hash, so
 * that a way counts once however many routes have come along it.
 *
 * <p><b>What a path says.</b> A route goes up from customers to providers, at most once across between peers, and then down
 * (Gao 2001). A network that buys transit of nobody ("top") can only be where it stops going up. So
 *
 * <ul>
 *   <li>two tops beside each other are the one step across: all other steps of the path are between customer and provider;
 *   <li>one top alone: one of its two neighbours may be a peer of it, nobody knows which, hence those two steps say nothing,
 *       and all others do;
 *   <li>three tops in a row, or tops with others between them, are no such path (a leak, maybe): it says nothing at all;
 *   <li>without a top a path says something only if it is a partner's ({@link Source#PARTNER}): who is taken for a partner
 *       announces its customers, so all of it goes down.
 * </ul>
 *
 * <p>If all paths are so and no top is missing or wrong, no network is ever taken for what it is not: {@code
 * InferenceTest}. Links and ways are bounded; what finds no room is counted ({@link #left}).
 */
public final class Inference {
    static final int SAMPLES = 3;
    private static final int NO_SAMPLE = -1;

    private final int[] tops;
    private final long secret = ThreadLocalRandom.current().nextLong();
    private final LongIndex ways;
    private final LongIndex links;
    private int[] topWays = new int[64];
    private int[] partnerWays = new int[64];
    private int[] samples = new int[64 * SAMPLES];
    /** Paths that are samples, each once however many links it is one of. */
    private final List<int[]> kept = new ArrayList<>();

    private long left;

    /** Where a path was heard. */
    public enum Source {
        /** Of whomever: a provider, a peer, a vantage. */
        ANYBODY,
        /** On a session of a registered peering: what comes there are the partner and its customers. */
        PARTNER
    }

    /**
     * What may be held.
     *
     * @param links pairs of networks, each way round
     * @param ways distinct paths
     */
    public record Bounds(int links, int ways) {}

    /** @param transitFree networks that buy transit of nobody */
    public Inference(Set<Asn> transitFree, Bounds bounds) {
        this.tops =
                transitFree.stream().mapToInt(asn -> (int) asn.value()).sorted().toArray();
        this.ways = new LongIndex(bounds.ways());
        this.links = new LongIndex(bounds.links());
    }

    /** Takes one path, as {@link Ways#of} makes it; it is kept, and must not be changed any more. */
    public void take(int[] way, Source source) {
        if (way.length < 2 || Ways.loops(way)) {
            return;
        }
        int top = 0;
        while (top < way.length && !isTop(way[top])) {
            top++;
        }
        if (top == way.length) {
            if (source == Source.PARTNER && isNew(way, source)) {
                descend(way, 0, Source.PARTNER);
            }
            return;
        }
        int end = top + 1;
        while (end < way.length && isTop(way[end])) {
            end++;
        }
        int across = end - top;
        for (int i = end; i < way.length; i++) {
            across += isTop(way[i]) ? 2 : 0;
        }
        if (across <= 2 && isNew(way, Source.ANYBODY)) {
            int doubtful = across == 1 ? 1 : 0;
            ascend(way, top - doubtful);
            descend(way, end - 1 + doubtful, Source.ANYBODY);
        }
    }

    private boolean isTop(int asn) {
        return Arrays.binarySearch(tops, asn) >= 0;
    }

    private boolean isNew(int[] way, Source source) {
        long hash = source == Source.PARTNER ? ~secret : secret;
        for (int asn : way) {
            hash = (hash ^ asn) * 0xD6E8_FEB8_6659_FD93L;
            hash ^= hash >>> 29;
        }
        int before = ways.size();
        int place = ways.put(hash);
        left += place == LongIndex.NONE ? 1 : 0;
        return place == before;
    }

    /** The vantage's side, up to a place: each is a customer of the one behind it. */
    private void ascend(int[] way, int to) {
        int sample = NO_SAMPLE;
        for (int i = 0; i < to; i++) {
            sample = vote(way[i], way[i + 1], Source.ANYBODY, way, sample);
        }
    }

    /** The origin's side, from a place on: each is a customer of the one before it. */
    private void descend(int[] way, int from, Source source) {
        int sample = NO_SAMPLE;
        for (int i = from + 1; i < way.length; i++) {
            sample = vote(way[i], way[i - 1], source, way, sample);
        }
    }

    private int vote(int customer, int provider, Source source, int[] way, int sample) {
        int before = links.size();
        int place = links.put(Link.of(customer, provider));
        if (place == LongIndex.NONE) {
            left++;
            return sample;
        }
        if (place == before) {
            open(place);
        }
        int[] counts = source == Source.PARTNER ? partnerWays : topWays;
        counts[place]++;
        int number = topWays[place] + partnerWays[place] - 1;
        if (number >= SAMPLES) {
            return sample;
        }
        int chosen = sample == NO_SAMPLE ? keep(way) : sample;
        samples[place * SAMPLES + number] = chosen;
        return chosen;
    }

    private void open(int place) {
        if (place == topWays.length) {
            topWays = Arrays.copyOf(topWays, 2 * place);
            partnerWays = Arrays.copyOf(partnerWays, 2 * place);
            samples = Arrays.copyOf(samples, 2 * place * SAMPLES);
        }
        Arrays.fill(samples, place * SAMPLES, place * SAMPLES + SAMPLES, NO_SAMPLE);
    }

    private int keep(int[] way) {
        kept.add(way);
        return kept.size() - 1;
    }

    /** Links for which anything speaks. */
    public int links() {
        return links.size();
    }

    /** Distinct paths that said something. */
    public int ways() {
        return ways.size();
    }

    /** How often something found no room: what is counted is true, and not all. */
    public long left() {
        return left;
    }

    long[] keys() {
        return links.keys();
    }

    Tally tally(long link) {
        int place = links.find(link);
        return place == LongIndex.NONE ? Tally.NONE : new Tally(topWays[place], partnerWays[place]);
    }

    /** Up to three paths. */
    int[][] samples(long link) {
        int place = links.find(link);
        if (place == LongIndex.NONE) {
            return new int[0][];
        }
        int[][] found = new int[Math.min(SAMPLES, topWays[place] + partnerWays[place])][];
        for (int i = 0; i < found.length; i++) {
            found[i] = kept.get(samples[place * SAMPLES + i]);
        }
        return found;
    }
}
