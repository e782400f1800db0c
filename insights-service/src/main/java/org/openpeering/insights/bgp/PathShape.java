/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.List;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/** What statistics want of an AS path. One instance serves all, one after the other, and allocates nothing. */
public final class PathShape {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private int length;
    private boolean prepended;
    private long hash;
    private long before;

    private byte[] bytes = new byte[0];
    private int at;

    /** Looks at the path of a message. */
    public void of(CompactAttributes attributes) {
        begin();
        bytes = attributes.bytes();
        at = attributes.first();
        long first = number();
        if (first != 0) {
            hop(first);
        }
        while (at < attributes.length()) {
            long head = number();
            boolean set = (head & 1) != 0;
            if (set) {
                beginSet();
            }
            for (long i = head >>> 1; i > 0; i--) {
                if (set) {
                    mix(number());
                } else {
                    hop(number());
                }
            }
        }
    }

    /** Looks at a path. */
    public void of(AsPath path) {
        begin();
        for (List<Asn> hop : path.hops()) {
            if (hop.size() == 1) {
                hop(hop.getFirst().value());
            } else {
                beginSet();
                hop.forEach(asn -> mix(asn.value()));
            }
        }
    }

    private void begin() {
        length = 0;
        prepended = false;
        hash = 0;
        before = 0;
    }

    private void hop(long asn) {
        length++;
        prepended |= asn == before;
        before = asn;
        mix(asn);
    }

    private void beginSet() {
        length++;
        before = 0;
        mix(-1);
    }

    private void mix(long value) {
        hash = (hash ^ value) * SPREAD;
        hash ^= hash >>> 32;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** As the decision process counts it: a set is one. */
    public int length() {
        return length;
    }

    /** Somebody stands twice in a row. */
    public boolean prepended() {
        return prepended;
    }

    /** The same for the same path. */
    public long hash() {
        return hash;
    }
}
