/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

/**
 * A delivery that is due.
 *
 * @param sending of the same webhook, on their way from any replica
 * @param failing whether the webhook's last attempt failed
 * @param slow whether its receiver takes long
 */
record Candidate(long seq, String webhook, String subscription, int sending, boolean failing, boolean slow) {
    /** Whether it may hold its place until the attempt's time is over. */
    boolean lagging() {
        return failing || slow;
    }
}
