/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * The per-peer headers of one connection by their bytes, so that one that was there before needs no new object. They are
 * as many as a router's peers and views; what sends ever new ones makes it begin anew.
 */
final class PeerHeaders {
    private static final int SLOTS = 1024;
    private static final int MOST = SLOTS / 2;

    private final @Nullable PeerHeader[] slots = new PeerHeader[SLOTS];
    private int held;

    PeerHeader at(byte[] bytes, int at) {
        int slot = home(bytes, at);
        PeerHeader known = slots[slot];
        while (known != null) {
            if (known.isAt(bytes, at)) {
                return known;
            }
            slot = (slot + 1) & (SLOTS - 1);
            known = slots[slot];
        }
        if (++held > MOST) {
            Arrays.fill(slots, null);
            held = 1;
            slot = home(bytes, at);
        }
        PeerHeader header = PeerHeader.decode(bytes, at);
        slots[slot] = header;
        return header;
    }

    private static int home(byte[] bytes, int at) {
        long hash = 0;
        for (int i = 0; i < 32; i += 8) {
            hash = (hash ^ BgpMessage.uint64(bytes, at + i)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash & (SLOTS - 1);
    }
}
