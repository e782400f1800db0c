/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.IOException;

/** The cache broke the protocol: it is told so, and the connection ends. */
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

    RtrError error() {
        return error;
    }

    byte[] pdu() {
        return pdu;
    }
}
