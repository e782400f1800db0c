/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import org.openpeering.contract.arm.WireEnum;

/** Which of a router's tables is spoken of. They are never mixed. */
public enum RibView implements WireEnum {
    /** Adj-RIB-In as received, before policy (RFC 7854 section 4.2). */
    PRE_POLICY,
    /** Adj-RIB-In after policy. */
    POST_POLICY,
    /** Loc-RIB (RFC 9069). */
    LOC_RIB,
    /** Adj-RIB-Out before policy (RFC 8671). */
    ADJ_RIB_OUT_PRE_POLICY,
    /** Adj-RIB-Out after policy: what the peer is told. */
    ADJ_RIB_OUT_POST_POLICY
}
