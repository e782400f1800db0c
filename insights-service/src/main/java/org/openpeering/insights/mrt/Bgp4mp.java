/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/** BGP4MP (RFC 6396 section 4.4, RFC 8050 section 3): who speaks with whom, then a message or two states. */
final class Bgp4mp {
    private static final int STATE_CHANGE = 0;
    private static final int MESSAGE = 1;
    private static final int MESSAGE_AS4 = 4;
    private static final int STATE_CHANGE_AS4 = 5;
    private static final int MESSAGE_LOCAL = 6;
    private static final int MESSAGE_AS4_LOCAL = 7;
    private static final int MESSAGE_ADDPATH = 8;
    private static final int MESSAGE_LOCAL_ADDPATH = 10;
    private static final int MESSAGE_AS4_LOCAL_ADDPATH = 11;

    private final Addresses addresses = new Addresses();

    static boolean reads(int subtype) {
        return subtype == STATE_CHANGE
                || subtype == MESSAGE
                || (subtype >= MESSAGE_AS4 && subtype <= MESSAGE_AS4_LOCAL_ADDPATH);
    }

    /** Null, or what is wrong with the record. */
    @Nullable
    String read(int subtype, MrtRecord record, byte[] bytes, int from, int to, MrtReceiver receiver) {
        int width = width(subtype);
        int family = from + 2 * width + 2;
        if (family + 2 > to) {
            return "cut off before the addresses";
        }
        int afi = BgpMessage.uint16(bytes, family);
        if (afi != 1 && afi != 2) {
            return "address family " + afi;
        }
        Family of = afi == 1 ? Family.IPV4 : Family.IPV6;
        int peer = family + 2;
        int local = peer + Addresses.bytes(of);
        int rest = local + Addresses.bytes(of);
        if (rest > to) {
            return "cut off in the addresses";
        }
        record.reading(width, subtype >= MESSAGE_ADDPATH, sent(subtype));
        record.peer(addresses.at(bytes, peer, of), as(bytes, from, width));
        record.local(addresses.at(bytes, local, of), as(bytes, from + width, width));
        if (subtype != STATE_CHANGE && subtype != STATE_CHANGE_AS4) {
            receiver.message(record, bytes, rest, to);
            return null;
        }
        if (rest + 4 > to) {
            return "cut off in the states";
        }
        receiver.state(record, BgpMessage.uint16(bytes, rest), BgpMessage.uint16(bytes, rest + 2));
        return null;
    }

    private static int width(int subtype) {
        return switch (subtype) {
            case STATE_CHANGE, MESSAGE, MESSAGE_LOCAL, MESSAGE_ADDPATH, MESSAGE_LOCAL_ADDPATH -> 2;
            default -> 4;
        };
    }

    private static boolean sent(int subtype) {
        return switch (subtype) {
            case MESSAGE_LOCAL, MESSAGE_AS4_LOCAL, MESSAGE_LOCAL_ADDPATH, MESSAGE_AS4_LOCAL_ADDPATH -> true;
            default -> false;
        };
    }

    private static long as(byte[] bytes, int at, int width) {
        return width == 4 ? BgpMessage.uint32(bytes, at) : BgpMessage.uint16(bytes, at);
    }
}
