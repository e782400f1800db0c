/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

/** The ORIGIN attribute (RFC 4271 section 4.3). */
public enum Origin {
    IGP,
    EGP,
    INCOMPLETE;

    static Origin of(int code) {
        return switch (code) {
            case 0 -> IGP;
            case 1 -> EGP;
            default -> INCOMPLETE;
        };
    }
}
