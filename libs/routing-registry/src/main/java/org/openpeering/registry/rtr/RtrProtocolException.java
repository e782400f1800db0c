/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.IOException;

/** The cache broke the protocol: it is told so, unless by an Error Report it did, and the connection ends. */
final class RtrProtocolException extends IOException {
    private final RtrError error;
    private final transient byte[] pdu;

    /** @param pdu at fault; empty: none in particular */
    RtrProtocolException(RtrError error, String message, byte[] pdu) {
        super(message);
        this.error = error;
        this.pdu = pdu;
    }

    RtrProtocolException(RtrError error, String message) {
        this(error, message, new byte[0]);
    }

    /** Whether the cache may be told: an Error Report is never answered by another (RFC 8210 section 5.11). */
    boolean reportable() {
        return pdu.length < 2 || pdu[1] != PduDecoder.ERROR_REPORT;
    }

    RtrError error() {
        return error;
    }

    byte[] pdu() {
        return pdu;
    }
}
