/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;

/**
 * The Adj-RIB-In of all peers over one table of prefixes and one pool of attributes. What is asked of it costs its answer
 * and a search, not the table: one route, all of a prefix, what holds a prefix or lies inside it, a page of a peer. Work
 * on a whole table is done in slices ({@link #sweep}, {@link #reclaim}).
 *
 * <p>Writing needs exclusive access; reading may go on in parallel with reading. Prefixes are left-aligned, see
 * {@link org.openpeering.insights.bgp.PrefixBits}. Tested against a map by {@code RibModelTest}.
 */
public final class Rib {
    /** Number of no attributes. */
    public static final int NO_ATTRIBUTES = 0;

    private final PrefixBlocks ipv4 = new PrefixBlocks(Family.IPV4);
    private final PrefixBlocks ipv6 = new PrefixBlocks(Family.IPV6);
    private final AttributePool pool;
    private boolean comparing;
    private int comparedBefore;
    private int comparedNow;
    private boolean pathChanged;
    private final RouteLimit limit;
    private final List<AdjRibIn> peers = new ArrayList<>();
    private final Deque<AdjRibIn> leaving = new ArrayDeque<>();
    private final BitSet columns = new BitSet();

    /** What an announcement did. */
    public enum Change {
        NEW,
        REPLACED,
        /** The route was there with equal attributes. */
        UNCHANGED,
        /** The route was not there, and a limit left no room for it. */
        REFUSED
    }

    public Rib() {
        this(RouteLimit.of(Integer.MAX_VALUE), () -> Long.MAX_VALUE);
    }

    /**
     * A RIB that is bounded.
     *
     * @param limit of all routes; limits of tables are parts of it
     * @param attributeBytes memory that there is for attributes now
     */
    public Rib(RouteLimit limit, LongSupplier attributeBytes) {
        this.limit = limit;
        this.pool = new AttributePool(attributeBytes);
    }

    public AdjRibIn addPeer() {
        return addPeer(limit);
    }

    public AdjRibIn addPeer(RouteLimit limitOfPeer) {
        return add(null, limitOfPeer);
    }

    /** A table for another view of a session, such as post-policy, that costs what is other than in the base. */
    public AdjRibIn addView(AdjRibIn base, RouteLimit limitOfView) {
        if (base.base != null || !peers.contains(base)) {
            throw new IllegalArgumentException("a view of a view, or of what is gone");
        }
        AdjRibIn view = add(base, limitOfView);
        base.views.add(view);
        for (Family family : Family.values()) {
            hide(base, view, family);
        }
        return view;
    }

    private AdjRibIn add(@Nullable AdjRibIn base, RouteLimit limitOfPeer) {
        int column = columns.nextClearBit(0);
        columns.set(column);
        AdjRibIn peer = new AdjRibIn(column, base, limitOfPeer);
        peers.add(peer);
        return peer;
    }

    /** A view begins without routes, whatever its base has. */
    private void hide(AdjRibIn base, AdjRibIn view, Family family) {
        PrefixBlocks blocks = blocks(family);
        for (int i = 0; i < blocks.count(); i++) {
            blocks.block(i).hide(base.column, view.column);
        }
    }

    /**
     * The number of a message's attributes, to be given back with {@link #doneWith} after its prefixes; {@link
     * #NO_ATTRIBUTES} where there is no room for them.
     *
     * @param wanted they are of a route that concerns somebody; some room is kept for such
     */
    public int intern(CompactAttributes attributes, boolean wanted) {
        return pool.intern(attributes.bytes(), attributes.path(), attributes.length(), wanted);
    }

    /** Forgets the attributes if no route took them. */
    public void doneWith(int attributes) {
        pool.dropUnused(attributes);
    }

    /** What comes next comes at this time, in seconds since 1970. */
    public void at(long seconds) {
        pool.now(seconds);
    }

    /** When a route with these attributes came first, to the second: one time for all that share them. */
    public Instant received(int number) {
        return Instant.ofEpochSecond(pool.since(number));
    }

    public PathAttributes attributes(int number) {
        return pool.decode(number);
    }

    public Change announce(AdjRibIn peer, Family family, long high, long low, int length, int pathId, int attributes) {
        return announce(peer, family, high, low, length, pathId, attributes, false);
    }

    /**
     * Takes a route.
     *
     * @param wanted it concerns somebody; some room is kept for such
     */
    public Change announce(
            AdjRibIn peer, Family family, long high, long low, int length, int pathId, int attributes, boolean wanted) {
        PrefixBlocks blocks = blocks(family);
        long at = blocks.put(high, low, length);
        Block block = blocks.block(PrefixBlocks.block(at));
        long key = Cells.key(PrefixBlocks.row(at), pathId);
        int before = word(block, peer, key);
        if (before == attributes) {
            return Change.UNCHANGED;
        }
        if (comparing && before != 0) {
            compare(before & Cells.NUMBER, attributes);
        }
        if (before == 0 && !peer.limit().take(wanted)) {
            blocks.prune(at);
            return Change.REFUSED;
        }
        store(block, peer, key, attributes);
        AdjRibIn.Table table = peer.table(family);
        if (before == 0) {
            table.size++;
            return Change.NEW;
        }
        table.stale -= (before & Cells.MARK) == 0 ? 0 : 1;
        return (before & Cells.NUMBER) == attributes ? Change.UNCHANGED : Change.REPLACED;
    }

    /** From now on it is looked at whether a route that is replaced came by another AS path; until then it was not. */
    public void comparePaths(boolean compare) {
        comparing = compare;
        comparedBefore = comparedNow = NO_ATTRIBUTES;
    }

    /** Whether the route that was replaced last came by another AS path. */
    public boolean pathChanged() {
        return pathChanged;
    }

    /** Routes of a message often had the same attributes before. */
    private void compare(int before, int now) {
        if (before != comparedBefore || now != comparedNow) {
            pathChanged = before != now && !pool.samePath(before, now);
            comparedBefore = before;
            comparedNow = now;
        }
    }

    /** False when there was no such route. */
    public boolean withdraw(AdjRibIn peer, Family family, long high, long low, int length, int pathId) {
        PrefixBlocks blocks = blocks(family);
        long at = blocks.find(high, low, length);
        if (at == PrefixBlocks.NOWHERE) {
            return false;
        }
        boolean held =
                remove(blocks.block(PrefixBlocks.block(at)), peer, family, Cells.key(PrefixBlocks.row(at), pathId));
        blocks.prune(at);
        return held;
    }

    private boolean remove(Block block, AdjRibIn peer, Family family, long key) {
        int before = word(block, peer, key);
        if (before == 0) {
            return false;
        }
        store(block, peer, key, 0);
        AdjRibIn.Table table = peer.table(family);
        table.size--;
        table.stale -= (before & Cells.MARK) == 0 ? 0 : 1;
        peer.limit().add(-1);
        return true;
    }

    /** The word of a route, its base's where a view has none of its own; 0 if there is no route. */
    private static int word(Block block, AdjRibIn peer, long key) {
        int own = block.get(peer.column, key);
        if (own == Cells.NONE && peer.base != null) {
            own = block.get(peer.base.column, key);
        }
        return own == Cells.NONE ? 0 : block.toBeMarked(peer.column) ? Cells.marked(own) : own;
    }

    /**
     * Stores a word, 0 for no route, so that the other tables of the session keep what they show. No cell goes before the
     * one is there that shows the same: attributes that nobody refers to for a moment are gone.
     */
    private void store(Block block, AdjRibIn peer, long key, int word) {
        mark(block, peer.base == null ? peer : peer.base);
        for (int i = 0; i < peer.views.size(); i++) {
            AdjRibIn view = peer.views.get(i);
            int shown = word(block, view, key);
            if (shown != word) {
                putOrRemove(block, view, key, shown, false);
            }
        }
        int inherited = peer.base == null ? 0 : word(block, peer.base, key);
        putOrRemove(block, peer, key, word, word == inherited);
        for (int i = 0; i < peer.views.size(); i++) {
            AdjRibIn view = peer.views.get(i);
            if (block.get(view.column, key) == word) {
                putOrRemove(block, view, key, word, true);
            }
        }
    }

    private void putOrRemove(Block block, AdjRibIn peer, long key, int word, boolean remove) {
        if (!remove) {
            pool.retain(word & Cells.NUMBER);
        }
        int before = remove ? block.remove(peer.column, key) : block.put(peer.column, key, word);
        if (before != Cells.NONE) {
            pool.release(before & Cells.NUMBER);
        }
    }

    /** The first cell of a peer in a block that is not less, {@link Cells#FREE} behind the last; views see through. */
    private static long next(Block block, AdjRibIn peer, long key) {
        long cell = nextUnmarked(block, peer, key);
        return cell != Cells.FREE && block.toBeMarked(peer.column) ? cell | Cells.MARK : cell;
    }

    private static long nextUnmarked(Block block, AdjRibIn peer, long key) {
        Object column = block.column(peer.column);
        if (peer.base == null) {
            return Cells.ceiling(column, key);
        }
        Object base = block.column(peer.base.column);
        long from = key;
        while (true) {
            long mine = Cells.ceiling(column, from);
            long inherited = Cells.ceiling(base, from);
            boolean own = Cells.matches(mine, inherited) || Long.compareUnsigned(mine, inherited) < 0;
            long chosen = own ? mine : inherited;
            if (chosen == Cells.FREE || (chosen & Cells.NUMBER) != 0) {
                return chosen;
            }
            from = Cells.after(chosen);
        }
    }

    /**
     * Makes every route of the peer one of an epoch gone by, until it is announced again. Each block only notes it, and marks
     * its routes when one of the session changes: else a view would get cells of its own for all it has, in one go.
     */
    public void markStale(AdjRibIn peer) {
        for (Family family : Family.values()) {
            PrefixBlocks blocks = blocks(family);
            for (int i = 0; i < blocks.count(); i++) {
                Block block = blocks.block(i);
                if (next(block, peer, 0) != Cells.FREE) {
                    block.markLater(peer.column);
                }
            }
            AdjRibIn.Table table = peer.table(family);
            table.stale = table.size;
            table.beginAnew();
        }
    }

    /**
     * Marks what is to be marked in a block for a session's base and its views. A view that is not to be marked keeps what
     * it shows when its base is, and so does a base when a view of it is; those that are both still share their cells.
     */
    private void mark(Block block, AdjRibIn base) {
        if (!block.anyToBeMarked()) {
            return;
        }
        boolean ofBase = block.toBeMarked(base.column);
        for (int i = 0; i < base.views.size(); i++) {
            AdjRibIn view = base.views.get(i);
            boolean ofView = block.toBeMarked(view.column);
            if (ofView != ofBase) {
                own(block, view);
            }
            if (ofView) {
                Cells.mark(block.column(view.column));
                block.marked(view.column);
            }
        }
        if (ofBase) {
            Cells.mark(block.column(base.column));
            block.marked(base.column);
        }
    }

    /** Gives a view cells of its own for all that it shows, which then may be other than in its base. */
    private void own(Block block, AdjRibIn view) {
        for (long cell = next(block, view, 0); cell != Cells.FREE; cell = next(block, view, Cells.after(cell))) {
            long key = cell & ~(long) Cells.WORD;
            if (block.get(view.column, key) == Cells.NONE) {
                pool.retain((int) cell & Cells.NUMBER);
                block.put(view.column, key, Cells.word(cell));
            }
        }
    }

    /** Removes the routes of a family that were not announced again; returns how many. */
    public int sweep(AdjRibIn peer, Family family) {
        int removed = 0;
        while (peer.stale(family) > 0) {
            removed += sweep(peer, family, Integer.MAX_VALUE, (table, of, high, low, length, pathId, attributes) -> {});
        }
        return removed;
    }

    /**
     * Removes some of the routes of a family that were not announced again, each after it was shown; there are more as
     * long as {@link AdjRibIn#stale} says so.
     *
     * @param budget after so many routes looked at it ends, at the end of a block
     * @return how many were removed
     */
    public int sweep(AdjRibIn peer, Family family, int budget, RouteVisitor visitor) {
        PrefixBlocks blocks = blocks(family);
        AdjRibIn.Table table = peer.table(family);
        int before = table.size;
        int left = budget;
        while (table.stale > 0 && left > 0) {
            int number = nextBlock(blocks, table);
            if (number < 0) {
                table.beginAnew();
                break;
            }
            left -= sweep(blocks.block(number), peer, family, visitor);
            blocks.prune(number);
        }
        return before - table.size;
    }

    /** The block in which a slice of work goes on, -1 at the end; the next begins behind it. */
    private static int nextBlock(PrefixBlocks blocks, AdjRibIn.Table table) {
        long at = blocks.ceiling(table.nextHigh, table.nextLow, table.nextLength);
        if (at == PrefixBlocks.NOWHERE) {
            return -1;
        }
        Block block = blocks.block(PrefixBlocks.block(at));
        int end = block.size() - 1;
        table.nextHigh = block.high(end);
        table.nextLow = block.low(end);
        table.nextLength = block.length(end) + 1;
        return PrefixBlocks.block(at);
    }

    private int sweep(Block block, AdjRibIn peer, Family family, RouteVisitor visitor) {
        int seen = 1;
        for (long cell = next(block, peer, 0); cell != Cells.FREE; cell = next(block, peer, Cells.after(cell))) {
            seen++;
            if ((cell & Cells.MARK) != 0) {
                visit(block, peer, family, cell, visitor);
                remove(block, peer, family, cell & ~(long) Cells.WORD);
            }
        }
        return seen;
    }

    /** Removes the peer with all its routes. */
    public void removePeer(AdjRibIn peer) {
        detach(peer);
        boolean more = true;
        while (more) {
            more = reclaim(Integer.MAX_VALUE);
        }
    }

    /** Removes the peer from sight. What its routes took is given back by {@link #reclaim}, that of a base after its views. */
    public void detach(AdjRibIn peer) {
        if (!peers.remove(peer)) {
            return;
        }
        peer.limit().add(-peer.size());
        peer.table(Family.IPV4).beginAnew();
        peer.table(Family.IPV6).beginAnew();
        if (peer.views.isEmpty()) {
            leaving.add(peer);
        }
        AdjRibIn base = peer.base;
        if (base != null && base.views.remove(peer) && base.views.isEmpty() && !peers.contains(base)) {
            leaving.add(base);
        }
    }

    /**
     * Gives back some of what peers took that are gone.
     *
     * @param budget after so many routes it ends, at the end of a block
     * @return whether there is more
     */
    public boolean reclaim(int budget) {
        int left = budget;
        while (left > 0 && !leaving.isEmpty()) {
            AdjRibIn peer = leaving.element();
            left = reclaim(peer, Family.IPV6, reclaim(peer, Family.IPV4, left));
            if (left > 0) {
                columns.clear(peer.column);
                leaving.remove();
            }
        }
        return !leaving.isEmpty();
    }

    private int reclaim(AdjRibIn peer, Family family, int budget) {
        PrefixBlocks blocks = blocks(family);
        int left = budget;
        while (left > 0) {
            int number = nextBlock(blocks, peer.table(family));
            if (number < 0) {
                break;
            }
            Block block = blocks.block(number);
            Object column = block.column(peer.column);
            left--;
            for (long cell = Cells.ceiling(column, 0);
                    cell != Cells.FREE;
                    cell = Cells.ceiling(column, Cells.after(cell))) {
                pool.release((int) cell & Cells.NUMBER);
                left--;
            }
            block.drop(peer.column);
            blocks.prune(number);
        }
        return left;
    }

    /** Routes in order of their prefixes, IPv4 first. */
    public void forEachRoute(AdjRibIn peer, RouteVisitor visitor) {
        for (Family family : Family.values()) {
            page(peer, family, null, 0, Integer.MAX_VALUE, visitor);
        }
    }

    /**
     * Routes of a peer in the order of prefix and path identifier.
     *
     * @param after the prefix and path identifier before, of a route that need not be there any more; null to begin
     * @return how many were shown, at most {@code limit}
     */
    public int page(
            AdjRibIn peer, Family family, @Nullable IpPrefix after, int afterPathId, int limit, RouteVisitor visitor) {
        PrefixBlocks blocks = blocks(family);
        long at = after == null
                ? blocks.ceiling(0, 0, 0)
                : blocks.ceiling(PrefixBits.high(after), PrefixBits.low(after), after.length());
        if (at == PrefixBlocks.NOWHERE) {
            return 0;
        }
        int number = PrefixBlocks.block(at);
        int row = PrefixBlocks.row(at);
        long key = Cells.key(row, 0);
        if (after != null && blocks.find(PrefixBits.high(after), PrefixBits.low(after), after.length()) == at) {
            key = Cells.after(Cells.key(row, afterPathId));
        }
        int shown = 0;
        for (; number < blocks.count(); number++, key = 0) {
            Block block = blocks.block(number);
            for (long cell = next(block, peer, key);
                    cell != Cells.FREE && shown < limit;
                    cell = next(block, peer, Cells.after(cell))) {
                visit(block, peer, family, cell, visitor);
                shown++;
            }
            if (shown == limit) {
                break;
            }
        }
        return shown;
    }

    /** The routes that {@link #sweep} would remove. */
    public void forEachStale(AdjRibIn peer, Family family, RouteVisitor visitor) {
        PrefixBlocks blocks = blocks(family);
        for (int i = 0; i < blocks.count() && peer.stale(family) > 0; i++) {
            Block block = blocks.block(i);
            for (long cell = next(block, peer, 0); cell != Cells.FREE; cell = next(block, peer, Cells.after(cell))) {
                if ((cell & Cells.MARK) != 0) {
                    visit(block, peer, family, cell, visitor);
                }
            }
        }
    }

    private static void visit(Block block, AdjRibIn peer, Family family, long cell, RouteVisitor visitor) {
        int row = Cells.row(cell);
        visitor.visit(
                peer,
                family,
                block.high(row),
                block.low(row),
                block.length(row),
                Cells.pathId(cell),
                (int) cell & Cells.NUMBER);
    }

    /** All routes of all peers for prefixes that are equal to the given one, inside it, or hold it. */
    public void forEachOverlapping(Family family, long high, long low, int length, RouteVisitor visitor) {
        overlapping(peers, family, high, low, length, visitor);
    }

    /** Those of one peer. */
    public void forEachOverlapping(
            AdjRibIn peer, Family family, long high, long low, int length, RouteVisitor visitor) {
        overlapping(List.of(peer), family, high, low, length, visitor);
    }

    private void overlapping(List<AdjRibIn> of, Family family, long high, long low, int length, RouteVisitor visitor) {
        PrefixBlocks blocks = blocks(family);
        long at = holder(blocks, high, low, length - 1);
        while (at != PrefixBlocks.NOWHERE) {
            visitRow(family, at, of, visitor);
            int own = blocks.block(PrefixBlocks.block(at)).length(PrefixBlocks.row(at));
            at = holder(blocks, high, low, own - 1);
        }
        at = blocks.ceiling(high, low, length);
        while (at != PrefixBlocks.NOWHERE
                && blocks.block(PrefixBlocks.block(at)).inside(PrefixBlocks.row(at), high, low, length)) {
            visitRow(family, at, of, visitor);
            at = blocks.next(at);
        }
    }

    /** The longest prefix of no more bits that holds the network: each prefix looked at rules out all down to what it shares. */
    private static long holder(PrefixBlocks blocks, long high, long low, int most) {
        int bits = most;
        while (bits >= 0) {
            long at = blocks.floor(high & PrefixBits.highMask(bits), low & PrefixBits.lowMask(bits), bits);
            if (at == PrefixBlocks.NOWHERE) {
                return at;
            }
            Block block = blocks.block(PrefixBlocks.block(at));
            int row = PrefixBlocks.row(at);
            int shared = PrefixBits.shared(high, low, block.high(row), block.low(row));
            if (shared >= block.length(row)) {
                return at;
            }
            bits = shared;
        }
        return PrefixBlocks.NOWHERE;
    }

    private void visitRow(Family family, long at, List<AdjRibIn> of, RouteVisitor visitor) {
        Block block = blocks(family).block(PrefixBlocks.block(at));
        int row = PrefixBlocks.row(at);
        for (AdjRibIn peer : of) {
            for (long cell = next(block, peer, Cells.key(row, 0));
                    cell != Cells.FREE && Cells.row(cell) == row;
                    cell = next(block, peer, Cells.after(cell))) {
                visit(block, peer, family, cell, visitor);
            }
        }
    }

    private PrefixBlocks blocks(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    /** Distinct prefixes of a family. */
    public int prefixCount(Family family) {
        return blocks(family).size();
    }

    /** The limit of all routes. */
    public RouteLimit limit() {
        return limit;
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
        return ipv4.bytes() + ipv6.bytes();
    }

    /** Distinct sets of attributes. */
    public int attributeSets() {
        return pool.size();
    }

    /** Bytes the pool of attributes takes. */
    public long attributeBytes() {
        return pool.bytes();
    }

    /** Sets of attributes for which there was no room, since the beginning. */
    public long attributesRefused() {
        return pool.refused();
    }
}
