/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.HexFormat;
import org.openpeering.contract.net.IpAddress;

/**
 * RFC 4360: eight bytes, of which the first two say what the others are. The text of a route target is {@code rt:1:2}, of
 * a route origin {@code soo:1:2}, of any other {@code 0x0123456789abcdef}.
 */
public record ExtendedCommunity(long bits) {
    static final int BYTES = 8;
    private static final int NOT_TRANSITIVE = 0x40;

    @Override
    public String toString() {
        String kind = switch ((int) (bits >>> 48) & 0xFF) {
            case 2 -> "rt:";
            case 3 -> "soo:";
            default -> "";
        };
        return switch (kind.isEmpty() ? -1 : (int) (bits >>> 56) & ~NOT_TRANSITIVE) {
            case 0 -> kind + (bits >>> 32 & 0xFFFF) + ":" + (bits & 0xFFFF_FFFFL);
            case 1 ->
                kind + new IpAddress(IpAddress.Family.IPV4, 0, bits >>> 16 & 0xFFFF_FFFFL) + ":" + (bits & 0xFFFF);
            case 2 -> kind + (bits >>> 16 & 0xFFFF_FFFFL) + ":" + (bits & 0xFFFF);
            default -> "0x" + HexFormat.of().toHexDigits(bits);
        };
    }
}
