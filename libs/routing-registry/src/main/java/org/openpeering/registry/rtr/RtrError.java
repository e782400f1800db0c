/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

/** Error codes of the protocol (RFC 8210 section 12). */
enum RtrError {
    CORRUPT_DATA(0),
    NO_DATA_AVAILABLE(2),
    INVALID_REQUEST(3),
    UNSUPPORTED_VERSION(4),
    UNSUPPORTED_PDU(5),
    UNKNOWN_WITHDRAWAL(6),
    DUPLICATE_ANNOUNCEMENT(7),
    UNEXPECTED_VERSION(8);

    private final int code;

    RtrError(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
