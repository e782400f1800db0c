/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * The routes one peer sent, of both families. A word is the number of the attributes with {@link #STALE} on top while
 * the route belongs to an epoch before the present one; 0 is no route.
 *
 * <p>Words of routes without a path identifier lie in pages of 256 by prefix number; a page goes when its last route
 * goes. So a full table costs four bytes a route and a peer with ten prefixes some ten pages.
 */
public final class AdjRibIn {
    static final int STALE = 0x8000_0000;
    private static final int PAGE = 256;

    private final Table ipv4 = new Table();
    private final Table ipv6 = new Table();

    AdjRibIn() {}

    /** One family. */
    static final class Table {
        // The element after the words counts them.
        private int[] @Nullable [] pages = new int[0][];
        private final PathMap paths = new PathMap();
        private int size;
        private int stale;

        int get(int prefix, int pathId) {
            if (pathId != 0) {
                return paths.get(prefix, pathId);
            }
            int page = prefix / PAGE;
            int[] words = page < pages.length ? pages[page] : null;
            return words == null ? 0 : words[prefix % PAGE];
        }

        /** Stores a route of the present epoch and returns the word before. */
        int put(int prefix, int pathId, int attributes) {
            int before = pathId != 0 ? paths.put(prefix, pathId, attributes) : putPaged(prefix, attributes);
            size += before == 0 ? 1 : 0;
            stale -= before >>> 31;
            return before;
        }

        private int putPaged(int prefix, int attributes) {
            int page = prefix / PAGE;
            if (page >= pages.length) {
                pages = Arrays.copyOf(pages, page + 16 + (page >> 2));
            }
            int[] words = pages[page];
            if (words == null) {
                words = new int[PAGE + 1];
                pages[page] = words;
            }
            int before = words[prefix % PAGE];
            words[prefix % PAGE] = attributes;
            words[PAGE] += before == 0 ? 1 : 0;
            return before;
        }

        int remove(int prefix, int pathId) {
            int before = pathId != 0 ? paths.remove(prefix, pathId) : removePaged(prefix);
            size -= before != 0 ? 1 : 0;
            stale -= before >>> 31;
            return before;
        }

        private int removePaged(int prefix) {
            int page = prefix / PAGE;
            int[] words = page < pages.length ? pages[page] : null;
            int before = words == null ? 0 : words[prefix % PAGE];
            if (words == null || before == 0) {
                return 0;
            }
            words[prefix % PAGE] = 0;
            if (--words[PAGE] == 0) {
                pages[page] = null;
            }
            return before;
        }

        void markStale() {
            for (int[] words : pages) {
                for (int i = 0; words != null && i < PAGE; i++) {
                    words[i] |= words[i] == 0 ? 0 : STALE;
                }
            }
            paths.mark(STALE);
            stale = size;
        }

        /** The visitor may remove the route it is given when that has no path identifier; no other. */
        void forEach(PathMap.Visitor visitor) {
            for (int page = 0; page < pages.length; page++) {
                int[] words = pages[page];
                for (int i = 0; words != null && i < PAGE; i++) {
                    if (words[i] != 0) {
                        visitor.visit(page * PAGE + i, 0, words[i]);
                    }
                }
            }
            paths.forEach(visitor);
        }

        /** Memory; counting pages costs little beside what they hold. */
        long bytes() {
            long held = 0;
            for (int[] words : pages) {
                held += words == null ? 0 : words.length;
            }
            return Integer.BYTES * held + (long) Long.BYTES * pages.length + paths.bytes();
        }

        void forEachPath(PathMap.Visitor visitor) {
            paths.forEach(visitor);
        }

        boolean hasPaths() {
            return paths.size() > 0;
        }

        int size() {
            return size;
        }

        int stale() {
            return stale;
        }
    }

    Table table(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    /** Number of routes. */
    public int size() {
        return ipv4.size() + ipv6.size();
    }

    /** Number of routes of a family. */
    public int size(Family family) {
        return table(family).size();
    }

    /** Number of routes of a family that were not sent again since {@link Rib#markStale}. */
    public int stale(Family family) {
        return table(family).stale();
    }
}
