/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

/** What became of one UPDATE message. */
public enum UpdateOutcome {
    /** It holds together; {@link UpdateDecoder#deliver} gives its prefixes. */
    ROUTES,
    /** End-of-RIB of one family (RFC 4724 section 2). */
    END_OF_RIB,
    /** An attribute is broken: its announcements are delivered as withdrawals (RFC 7606 section 2). */
    TREATED_AS_WITHDRAW,
    /** Another type of message. */
    NOT_AN_UPDATE,
    /** Header or section lengths contradict each other. */
    BAD_LENGTHS,
    /** The prefixes cannot be told: neither reading of them holds together. */
    BAD_PREFIXES,
    /** MP_REACH_NLRI or MP_UNREACH_NLRI is cut off, or there twice. */
    BAD_MULTIPROTOCOL;

    /** Nothing of the message could be used. */
    public boolean malformed() {
        return this == NOT_AN_UPDATE || this == BAD_LENGTHS || this == BAD_PREFIXES || this == BAD_MULTIPROTOCOL;
    }
}
