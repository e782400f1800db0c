/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

/** Somebody else has written on, or the place was moved: what was read is not to be added. */
public final class OvertakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OvertakenException(String message) {
        super(message);
    }
}
