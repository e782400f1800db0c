/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;

/**
 * The Adj-RIB-In of all peers over one table of prefixes and one pool of attributes.
 *
 * <p>Writing needs exclusive access; reading may go on in parallel with reading. Prefixes are left-aligned, see
 * {@link org.openpeering.insights.bgp.PrefixBits}.
 */
public final class Rib {
    private final PrefixTable ipv4 = new PrefixTable(Family.IPV4);
    private final PrefixTable ipv6 = new PrefixTable(Family.IPV6);
    private final AttributePool pool = new AttributePool();
    private final List<AdjRibIn> peers = new ArrayList<>();

    /** What an announcement did. */
    public enum Change {
        NEW,
        REPLACED,
        /** The route was there with equal attributes. */
        UNCHANGED
    }

    public AdjRibIn addPeer() {
        AdjRibIn peer = new AdjRibIn();
        peers.add(peer);
        return peer;
    }

    /** The number of a message's attributes, to be given back with {@link #doneWith} after its prefixes. */
    public int intern(CompactAttributes attributes) {
        return pool.intern(attributes.bytes(), attributes.length());
    }

    /** Forgets the attributes if no route took them. */
    public void doneWith(int attributes) {
        pool.dropUnused(attributes);
    }

    public PathAttributes attributes(int number) {
        return pool.decode(number);
    }

    public Change announce(AdjRibIn peer, Family family, long high, long low, int length, int pathId, int attributes) {
        PrefixTable prefixes = prefixes(family);
        int prefix = prefixes.number(high, low, length);
        int before = peer.table(family).put(prefix, pathId, attributes);
        if (before == 0) {
            prefixes.retain(prefix);
            pool.retain(attributes);
            return Change.NEW;
        }
        int old = before & ~AdjRibIn.STALE;
        if (old == attributes) {
            return Change.UNCHANGED;
        }
        pool.retain(attributes);
        pool.release(old);
        return Change.REPLACED;
    }

    /** False when there was no such route. */
    public boolean withdraw(AdjRibIn peer, Family family, long high, long low, int length, int pathId) {
        PrefixTable prefixes = prefixes(family);
        int prefix = prefixes.find(high, low, length);
        return prefix != PrefixTable.ABSENT && remove(peer, family, prefix, pathId);
    }

    private boolean remove(AdjRibIn peer, Family family, int prefix, int pathId) {
        int before = peer.table(family).remove(prefix, pathId);
        if (before == 0) {
            return false;
        }
        pool.release(before & ~AdjRibIn.STALE);
        prefixes(family).release(prefix);
        return true;
    }

    /** Makes every route of the peer one of an epoch gone by, until it is announced again. */
    public void markStale(AdjRibIn peer) {
        peer.table(Family.IPV4).markStale();
        peer.table(Family.IPV6).markStale();
    }

    /** Removes the routes of a family that were not announced again; returns how many. */
    public int sweep(AdjRibIn peer, Family family) {
        return peer.table(family).stale() == 0 ? 0 : removeWhere(peer, family, AdjRibIn.STALE);
    }

    /** Removes the peer with all its routes. */
    public void removePeer(AdjRibIn peer) {
        removeWhere(peer, Family.IPV4, 0);
        removeWhere(peer, Family.IPV6, 0);
        peers.remove(peer);
    }

    private int removeWhere(AdjRibIn peer, Family family, int bits) {
        AdjRibIn.Table table = peer.table(family);
        int before = table.size();
        List<long[]> paths = new ArrayList<>();
        table.forEach((prefix, pathId, word) -> {
            if ((word & bits) != bits) {
                return;
            }
            if (pathId == 0) {
                remove(peer, family, prefix, 0);
            } else {
                paths.add(new long[] {prefix, pathId});
            }
        });
        paths.forEach(path -> remove(peer, family, (int) path[0], (int) path[1]));
        return before - table.size();
    }

    public void forEachRoute(AdjRibIn peer, RouteVisitor visitor) {
        forEach(peer, Family.IPV4, 0, visitor);
        forEach(peer, Family.IPV6, 0, visitor);
    }

    /** The routes that {@link #sweep} would remove. */
    public void forEachStale(AdjRibIn peer, Family family, RouteVisitor visitor) {
        if (peer.stale(family) > 0) {
            forEach(peer, family, AdjRibIn.STALE, visitor);
        }
    }

    private void forEach(AdjRibIn peer, Family family, int bits, RouteVisitor visitor) {
        PrefixTable prefixes = prefixes(family);
        peer.table(family).forEach((prefix, pathId, word) -> {
            if ((word & bits) == bits) {
                visit(peer, family, prefixes, prefix, pathId, word, visitor);
            }
        });
    }

    private static void visit(
            AdjRibIn peer,
            Family family,
            PrefixTable prefixes,
            int prefix,
            int pathId,
            int word,
            RouteVisitor visitor) {
        int attributes = word & ~AdjRibIn.STALE;
        visitor.visit(
                peer, family, prefixes.high(prefix), prefixes.low(prefix), prefixes.length(prefix), pathId, attributes);
    }

    /** All routes of all peers for a prefix that is equal to the given one, inside it, or holds it: one scan. */
    public void forEachOverlapping(Family family, long high, long low, int length, RouteVisitor visitor) {
        PrefixTable prefixes = prefixes(family);
        int bound = prefixes.bound();
        for (int prefix = 0; prefix < bound; prefix++) {
            if (prefixes.overlaps(prefix, high, low, length) && prefixes.inUse(prefix)) {
                for (AdjRibIn peer : peers) {
                    int word = peer.table(family).get(prefix, 0);
                    if (word != 0) {
                        visit(peer, family, prefixes, prefix, 0, word, visitor);
                    }
                }
            }
        }
        for (AdjRibIn peer : peers) {
            peer.table(family).forEachPath((prefix, pathId, word) -> {
                if (prefixes.overlaps(prefix, high, low, length)) {
                    visit(peer, family, prefixes, prefix, pathId, word, visitor);
                }
            });
        }
    }

    private PrefixTable prefixes(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    /** Distinct prefixes of a family. */
    public int prefixCount(Family family) {
        return prefixes(family).size();
    }

    /** Routes of all peers. */
    public long routes() {
        long routes = 0;
        for (AdjRibIn peer : peers) {
            routes += peer.size();
        }
        return routes;
    }

    /** Bytes that prefixes and routes take. */
    public long tableBytes() {
        long bytes = ipv4.bytes() + ipv6.bytes();
        for (AdjRibIn peer : peers) {
            bytes += peer.table(Family.IPV4).bytes() + peer.table(Family.IPV6).bytes();
        }
        return bytes;
    }

    /** Distinct sets of attributes. */
    public int attributeSets() {
        return pool.size();
    }

    /** Bytes the pool of attributes takes. */
    public long attributeBytes() {
        return pool.bytes();
    }
}
