/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.util.HexFormat;

/** Why a session ended (RFC 7854 section 4.9), with the data that follows the reason on the wire. */
public enum PeerDown {
    /** The router sent a NOTIFICATION: administrative shutdown. */
    LOCAL_NOTIFICATION(1, BgpMessages.notification(6, 2)),
    /** The router closed the session without a NOTIFICATION: event 18, TcpConnectionFails (RFC 4271 section 8.1.4). */
    LOCAL_NO_NOTIFICATION(2, new ByteWriter().u16(18).bytes()),
    /** The neighbour sent a NOTIFICATION: administrative shutdown. */
    REMOTE_NOTIFICATION(3, BgpMessages.notification(6, 2)),
    /** The neighbour closed the session without a NOTIFICATION. */
    REMOTE_NO_NOTIFICATION(4, new byte[0]),
    /** The router stops to report about the neighbour. */
    MONITORING_ENDED(5, new byte[0]);

    private final int reason;
    private final String data;

    PeerDown(int reason, byte[] data) {
        this.reason = reason;
        this.data = HexFormat.of().formatHex(data);
    }

    byte[] body() {
        return new ByteWriter().u8(reason).raw(HexFormat.of().parseHex(data)).bytes();
    }
}
