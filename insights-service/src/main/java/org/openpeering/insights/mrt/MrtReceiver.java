/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

/** Takes what a recording says, in its order. All that is handed over is valid until the method returns. */
public interface MrtReceiver {
    /**
     * A BGP message, from its marker to the end of the record. That its own length is right, or that there is a header at
     * all, is for the decoder to see.
     */
    void message(MrtRecord record, byte[] bytes, int from, int to);

    /** A session went from one state of RFC 4271 section 8.2.2 to another: 1 Idle to 6 Established; some write more. */
    void state(MrtRecord record, int before, int after);

    /**
     * A route of a table, with its path attributes. MP_REACH_NLRI has no family and no prefixes there, in TABLE_DUMP_V2 by
     * RFC 6396 section 4.3.4, while some write it whole.
     */
    void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to);

    /** The record after the last one that was told, or what was not told of the last one. */
    default void damaged(MrtDamage damage) {}
}
