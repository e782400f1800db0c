/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

/** Which of a router's tables a message speaks of. They are never mixed. */
public enum RibView {
    /** Adj-RIB-In as received, before policy. */
    PRE_POLICY,
    /** Adj-RIB-In after policy. */
    POST_POLICY,
    /** Adj-RIB-Out (RFC 8671), before or after policy. */
    ADJ_RIB_OUT,
    /** Loc-RIB (RFC 9069). */
    LOC_RIB
}
