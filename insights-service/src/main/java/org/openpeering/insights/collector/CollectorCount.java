/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import org.openpeering.contract.insights.RibView;
import org.openpeering.insights.bgp.UpdateOutcome;

/** What a {@link Collector} counts. */
public enum CollectorCount {
    ROUTES_NEW,
    ROUTES_REPLACED,
    ROUTES_UNCHANGED,
    ROUTES_WITHDRAWN,
    /** Withdrawn without having been held. */
    WITHDRAWALS_UNKNOWN,
    /** Announced, and not held because a limit was reached. */
    ROUTES_REFUSED,
    OBSERVATIONS,
    UPDATES_PRE_POLICY,
    /** Views that are kept and not judged. */
    UPDATES_POST_POLICY,
    UPDATES_ADJ_RIB_OUT,
    UPDATES_LOC_RIB,
    UPDATES_WITHOUT_PEER_UP,
    UPDATES_OTHER_FAMILY,
    UPDATES_TREATED_AS_WITHDRAW,
    UPDATES_NOT_AN_UPDATE,
    UPDATES_BAD_LENGTHS,
    UPDATES_BAD_PREFIXES,
    UPDATES_BAD_MULTIPROTOCOL,
    ATTRIBUTES_DISCARDED,
    /** AS path of the other width than declared. */
    READ_OTHER_AS_SIZE,
    /** Path identifiers against what was negotiated. */
    READ_OTHER_ADD_PATH,
    END_OF_RIB,
    PEER_UPS,
    /** Of another view, or twice for one session. */
    PEER_UPS_REPEATED,
    /** Taken, though an OPEN in it can't be read: capabilities are not known. */
    PEER_UPS_UNREADABLE_OPEN,
    PEER_DOWNS,
    /** Of a peer that is not up. */
    PEER_DOWNS_UNKNOWN,
    PEERS_RESYNCED,
    PEERS_LOST,
    ROUTES_SWEPT;

    static CollectorCount of(RibView view) {
        return switch (view) {
            case PRE_POLICY -> UPDATES_PRE_POLICY;
            case POST_POLICY -> UPDATES_POST_POLICY;
            case ADJ_RIB_OUT_PRE_POLICY, ADJ_RIB_OUT_POST_POLICY -> UPDATES_ADJ_RIB_OUT;
            case LOC_RIB -> UPDATES_LOC_RIB;
        };
    }

    /** For the outcomes that are not plain routes. */
    static CollectorCount of(UpdateOutcome outcome) {
        return switch (outcome) {
            case ROUTES -> UPDATES_PRE_POLICY;
            case END_OF_RIB -> END_OF_RIB;
            case TREATED_AS_WITHDRAW -> UPDATES_TREATED_AS_WITHDRAW;
            case NOT_AN_UPDATE -> UPDATES_NOT_AN_UPDATE;
            case BAD_LENGTHS -> UPDATES_BAD_LENGTHS;
            case BAD_PREFIXES -> UPDATES_BAD_PREFIXES;
            case BAD_MULTIPROTOCOL -> UPDATES_BAD_MULTIPROTOCOL;
        };
    }
}
