/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

/** An endpoint that may not or can't be reached, in a sentence for who named it. */
public final class Unreachable extends RuntimeException {
    private final String reason;

    Unreachable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
