/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.util.Arrays;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * Writes what a RIS message says as UPDATEs (RFC 4271 section 4.3), one behind the other: as {@link
 * org.openpeering.insights.bgp.Reading#MODERN} reads them. Nearly always one; more where there are several next hops of a
 * family or more prefixes than fit.
 */
final class UpdateWriter {
    private static final int UPDATE = 2;
    private static final int NEXT_HOP = 3;
    private static final int MP_REACH = 14;
    private static final int MP_UNREACH = 15;
    private static final int ROOM = 65_535;

    private final PrefixRuns none = new PrefixRuns(Family.IPV4);
    private byte[] bytes = new byte[ROOM];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void write(
            PrefixRuns withdrawn4,
            PrefixRuns withdrawn6,
            PrefixRuns announced4,
            PrefixRuns announced6,
            SentAttributes attributes) {
        length = 0;
        int most = Math.max(
                Math.max(withdrawn4.count(), withdrawn6.count()), Math.max(announced4.count(), announced6.count()));
        for (int run = 0; run < most; run++) {
            // Of MP_REACH_NLRI there is one in an UPDATE: an IPv4 run with an IPv6 next hop needs its own (RFC 8950).
            boolean wide = announced4.size(run) > 0 && announced4.hopLength(run) != 4;
            boolean alone = wide && announced6.size(run) > 0;
            update(run, withdrawn4, withdrawn6, alone ? none : announced4, announced6, attributes);
            if (alone) {
                update(run, none, none, announced4, none, attributes);
            }
        }
    }

    private void update(
            int run,
            PrefixRuns withdrawn4,
            PrefixRuns withdrawn6,
            PrefixRuns announced4,
            PrefixRuns announced6,
            SentAttributes attributes) {
        reserve();
        int start = length;
        Arrays.fill(bytes, start, start + 16, (byte) 0xFF);
        bytes[start + 18] = UPDATE;
        int at = SentAttributes.uint16(bytes, start + BgpMessage.HEADER, withdrawn4.size(run));
        int attributesLength = withdrawn4.copy(run, bytes, at);
        at = attributesLength + 2;
        if (withdrawn6.size(run) > 0) {
            at = SentAttributes.head(bytes, at, 0x80, MP_UNREACH, 3 + withdrawn6.size(run));
            at = withdrawn6.copy(run, bytes, family(at, withdrawn6));
        }
        boolean classic = announced4.size(run) > 0 && announced4.hopLength(run) == 4;
        PrefixRuns multiprotocol = classic || announced4.size(run) == 0 ? announced6 : announced4;
        if (announced4.size(run) + announced6.size(run) > 0) {
            at = attributes.write(bytes, at);
        }
        if (multiprotocol.size(run) > 0) {
            at = reach(at, multiprotocol, run);
        }
        if (classic) {
            at = SentAttributes.head(bytes, at, 0x40, NEXT_HOP, 4);
            at = announced4.copyHop(run, bytes, at);
        }
        SentAttributes.uint16(bytes, attributesLength, at - attributesLength - 2);
        if (classic) {
            at = announced4.copy(run, bytes, at);
        }
        SentAttributes.uint16(bytes, start + 16, at - start);
        length = at;
    }

    private void reserve() {
        if (bytes.length - length < ROOM) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    private int family(int at, PrefixRuns runs) {
        int next = SentAttributes.uint16(bytes, at, runs.family() == Family.IPV4 ? 1 : 2);
        bytes[next] = 1;
        return next + 1;
    }

    private int reach(int from, PrefixRuns runs, int run) {
        int hop = runs.hopLength(run);
        int at = SentAttributes.head(bytes, from, 0x80, MP_REACH, 5 + hop + runs.size(run));
        at = family(at, runs);
        bytes[at++] = (byte) hop;
        at = runs.copyHop(run, bytes, at);
        bytes[at++] = 0;
        return runs.copy(run, bytes, at);
    }
}
