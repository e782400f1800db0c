/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.monitored;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bgp.PrefixBits;

/**
 * A binary trie of one family on flat arrays: one writer, any number of readers without a lock.
 *
 * <p>Node n has its children at {@code children[2n]} and {@code children[2n + 1]}, 0 for none; node 0 is the root. A
 * node that readers can reach is never given another meaning: a new node is written first and linked with a release
 * store, which a reader's acquire load pairs with; a removal only clears the mark. Arrays that are full are copied and
 * published whole, and so is the trie without its dead nodes once they are the larger part. A reader thus sees every
 * addition that was complete before its walk began, and at worst misses one made meanwhile.
 */
final class BinaryTrie {
    private static final VarHandle CHILD =
            MethodHandles.arrayElementVarHandle(int[].class).withInvokeExactBehavior();
    private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(MonitoredPrefix[].class);
    private static final int FIRST = 64;
    /** Of a link: its node has a mark, or had one. A walk looks at no others' marks, which lie elsewhere in memory. */
    private static final int MARKED = 1 << 31;

    private static final int NODE = ~MARKED;
    /** Bits. Most routes share so many with no monitored prefix, and their walk ends before it begins. */
    private static final int BEGINNING = 16;

    private static final class Nodes {
        final int[] children;
        final @Nullable MonitoredPrefix[] marks;
        /** A bit for each beginning of 16 bits: whether a prefix with it, or around it, is there or was. */
        final AtomicLongArray beginnings;

        Nodes(int[] children, @Nullable MonitoredPrefix[] marks, AtomicLongArray beginnings) {
            this.children = children;
            this.marks = marks;
            this.beginnings = beginnings;
        }

        void began(long high, int length) {
            int first = (int) (high >>> (Long.SIZE - BEGINNING));
            int last = first | (length < BEGINNING ? (1 << (BEGINNING - length)) - 1 : 0);
            for (int beginning = first; beginning <= last; beginning++) {
                beginnings.set(
                        beginning / Long.SIZE, beginnings.get(beginning / Long.SIZE) | (1L << (beginning % Long.SIZE)));
            }
        }

        /** What is as long as a beginning and has one without a bit holds none, and lies inside none. */
        boolean alone(long high, int length) {
            int beginning = (int) (high >>> (Long.SIZE - BEGINNING));
            return length >= BEGINNING && ((beginnings.get(beginning / Long.SIZE) >>> beginning) & 1) == 0;
        }
    }

    private volatile Nodes nodes = new Nodes(
            new int[2 * FIRST], new MonitoredPrefix[FIRST], new AtomicLongArray((1 << BEGINNING) / Long.SIZE));
    private int used = 1;
    private int size;
    private int removed;

    int size() {
        return size;
    }

    /** Adds or replaces; returns what was there. */
    @Nullable
    MonitoredPrefix put(MonitoredPrefix monitored) {
        long high = PrefixBits.high(monitored.prefix());
        long low = PrefixBits.low(monitored.prefix());
        int node = 0;
        int last = -1;
        for (int depth = 0; depth < monitored.prefix().length(); depth++) {
            last = 2 * node + bit(high, low, depth);
            int child = nodes.children[last] & NODE;
            node = child != 0 ? child : append(last);
        }
        MonitoredPrefix before = nodes.marks[node];
        MARK.setRelease(nodes.marks, node, monitored);
        if (last >= 0) {
            CHILD.setRelease(nodes.children, last, node | MARKED);
        }
        nodes.began(high, monitored.prefix().length());
        size += before == null ? 1 : 0;
        return before;
    }

    private int append(int link) {
        Nodes current = nodes;
        if (used == current.marks.length) {
            int capacity = used * 2;
            current = new Nodes(
                    Arrays.copyOf(current.children, 2 * capacity),
                    Arrays.copyOf(current.marks, capacity),
                    current.beginnings);
            nodes = current;
        }
        int node = used++;
        CHILD.setRelease(current.children, link, node);
        return node;
    }

    @Nullable
    MonitoredPrefix find(long high, long low, int length) {
        int node = node(high, low, length);
        return node < 0 ? null : nodes.marks[node];
    }

    /** The node of that prefix, -1 if there is none. */
    private int node(long high, long low, int length) {
        int node = 0;
        for (int depth = 0; depth < length; depth++) {
            node = nodes.children[2 * node + bit(high, low, depth)] & NODE;
            if (node == 0) {
                return -1;
            }
        }
        return node;
    }

    /** Removes the prefix of that network and length; returns what was there. */
    @Nullable
    MonitoredPrefix remove(long high, long low, int length) {
        int node = node(high, low, length);
        MonitoredPrefix before = node < 0 ? null : nodes.marks[node];
        if (before != null) {
            MARK.setRelease(nodes.marks, node, null);
            size--;
            removed++;
            if (removed > FIRST && removed > size) {
                compact();
            }
        }
        return before;
    }

    private void compact() {
        List<MonitoredPrefix> left = new ArrayList<>();
        for (MonitoredPrefix mark : nodes.marks) {
            if (mark != null) {
                left.add(mark);
            }
        }
        BinaryTrie fresh = new BinaryTrie();
        left.forEach(fresh::put);
        used = fresh.used;
        removed = 0;
        nodes = fresh.nodes;
    }

    private static void visit(Nodes now, int node, Relation relation, MatchVisitor visitor) {
        MonitoredPrefix mark = (MonitoredPrefix) MARK.getAcquire(now.marks, node);
        if (mark != null) {
            visitor.match(mark, relation);
        }
    }

    /** @param inside whether the first of those inside of the route's is visited, too */
    void match(long high, long low, int length, boolean inside, MatchVisitor visitor) {
        Nodes now = nodes;
        if (now.alone(high, length)) {
            return;
        }
        int[] children = now.children;
        if (length > 0) {
            visit(now, 0, Relation.MORE_SPECIFIC, visitor);
        }
        int node = 0;
        int link = MARKED;
        for (int depth = 0; depth < length; depth++) {
            link = (int) CHILD.getAcquire(children, 2 * node + bit(high, low, depth));
            if (link == 0) {
                return;
            }
            node = link & NODE;
            if (link < 0 && depth + 1 < length) {
                visit(now, node, Relation.MORE_SPECIFIC, visitor);
            }
        }
        if (link < 0) {
            visit(now, node, Relation.EXACT, visitor);
        }
        if (inside) {
            below(now, node, false, first -> visitor.match(first, Relation.LESS_SPECIFIC));
        }
    }

    /** Below a node there are marks, or were until they were removed. */
    boolean overlaps(long high, long low, int length) {
        Nodes now = nodes;
        int node = 0;
        for (int depth = 0; depth < length; depth++) {
            MonitoredPrefix mark = (MonitoredPrefix) MARK.getAcquire(now.marks, node);
            if (mark != null) {
                return true;
            }
            node = (int) CHILD.getAcquire(now.children, 2 * node + bit(high, low, depth)) & NODE;
            if (node == 0) {
                return false;
            }
        }
        return length > 0 || size > 0;
    }

    void forEach(Consumer<MonitoredPrefix> visitor) {
        Nodes now = nodes;
        MonitoredPrefix everything = (MonitoredPrefix) MARK.getAcquire(now.marks, 0);
        if (everything != null) {
            visitor.accept(everything);
        }
        below(now, 0, true, visitor);
    }

    /** Visits those below a node, or the first; true if there was one. The depth of the recursion is at most 128. */
    private static boolean below(Nodes now, int node, boolean all, Consumer<MonitoredPrefix> visitor) {
        boolean found = false;
        for (int link = 2 * node; link <= 2 * node + 1 && (all || !found); link++) {
            int child = (int) CHILD.getAcquire(now.children, link) & NODE;
            if (child != 0) {
                MonitoredPrefix mark = (MonitoredPrefix) MARK.getAcquire(now.marks, child);
                if (mark != null) {
                    visitor.accept(mark);
                    found = true;
                }
                if (all || !found) {
                    found |= below(now, child, all, visitor);
                }
            }
        }
        return found;
    }

    private static int bit(long high, long low, int depth) {
        return (int) (depth < 64 ? high >>> (63 - depth) : low >>> (127 - depth)) & 1;
    }
}
