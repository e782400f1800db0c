/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

/** Why a measurement is not taken; the message is fit for who sent it. */
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
