/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.monitored;

import java.util.Optional;
import java.util.function.Consumer;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PrefixBits;

/**
 * The monitored prefixes of both families. One thread at a time may change it; any number may match meanwhile, without
 * a lock (argued in {@code BinaryTrie}).
 */
public final class MonitoredTrie {
    private static final int SHORTEST_IPV4 = 8;
    private static final int SHORTEST_IPV6 = 16;

    private final BinaryTrie ipv4 = new BinaryTrie();
    private final BinaryTrie ipv6 = new BinaryTrie();

    private BinaryTrie trie(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    /** Adds or replaces; returns what was there. */
    public Optional<MonitoredPrefix> put(MonitoredPrefix monitored) {
        return Optional.ofNullable(trie(monitored.prefix().family()).put(monitored));
    }

    public Optional<MonitoredPrefix> remove(IpPrefix prefix) {
        return Optional.ofNullable(
                trie(prefix.family()).remove(PrefixBits.high(prefix), PrefixBits.low(prefix), prefix.length()));
    }

    public Optional<MonitoredPrefix> find(IpPrefix prefix) {
        return Optional.ofNullable(
                trie(prefix.family()).find(PrefixBits.high(prefix), PrefixBits.low(prefix), prefix.length()));
    }

    public int size() {
        return ipv4.size() + ipv6.size();
    }

    /**
     * Visits, in one walk, every monitored prefix that holds the route's, from the shortest on, the equal one, and of those
     * inside it the first: whoever is told of that one tells the others. A route that is shorter than {@link #covers} says
     * nothing of those inside.
     *
     * @param high network, left-aligned ({@link PrefixBits})
     */
    public void match(long high, long low, int length, Family family, MatchVisitor visitor) {
        trie(family).match(high, low, length, covers(family, length), visitor);
    }

    /** Whether a prefix of that length is long enough to say something of those inside it. */
    public static boolean covers(Family family, int length) {
        return length >= (family == Family.IPV4 ? SHORTEST_IPV4 : SHORTEST_IPV6);
    }

    /** Whether {@link #match} would visit any, by a walk down one path; true as well for some that were removed. */
    public boolean overlaps(long high, long low, int length, Family family) {
        return trie(family).overlaps(high, low, length);
    }

    /** Visits every monitored prefix: a route to everywhere concerns them all. */
    public void forEach(Consumer<MonitoredPrefix> visitor) {
        for (Family family : Family.values()) {
            trie(family).forEach(visitor);
        }
    }
}
