/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;

/**
 * Why a table that is all there may still not be what the peer has: absence from it is no fact until the next one is
 * complete.
 *
 * @param since when it first happened to this table
 * @param count how often
 */
public record Doubt(Reason reason, Instant since, long count) {
    /** What happened. */
    public enum Reason {
        /** An UPDATE could not be read wholly, so that nobody knows what it took away or added. */
        UNREADABLE,
        /** A limit left out routes. */
        LEFT_OUT
    }
}
