/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import org.openpeering.contract.arm.WireEnum;

/** Why a connection was not taken, or was ended for what it is or sent. */
public enum Refusal implements WireEnum {
    UNKNOWN_SOURCE(BmpCount.CONNECTIONS_REFUSED_UNKNOWN_SOURCE, "no router that is known here reports from there"),
    /** More connections that have not said who they are than there is room for. */
    NO_PLACE(BmpCount.CONNECTIONS_REFUSED_TOO_MANY, "too many connections have not said yet which router they are"),
    NOT_BMP(BmpCount.CONNECTIONS_GARBAGE, "what it sent is no BMP"),
    NO_INITIATION(BmpCount.CONNECTIONS_WITHOUT_INITIATION, "it did not start with an Initiation"),
    INITIATION_TOO_LATE(BmpCount.CONNECTIONS_INITIATION_TOO_LATE, "no Initiation in time"),
    /** A recording that was cut, or a router that died. */
    CUT_OFF(BmpCount.CONNECTIONS_CUT_OFF, "it ended inside of a message"),
    UNKNOWN_ROUTER(BmpCount.CONNECTIONS_REFUSED_UNKNOWN_ROUTER, "not a router that is known here"),
    /** A known router's name from an address that is not that router's. */
    FOREIGN_ADDRESS(BmpCount.CONNECTIONS_REFUSED_FOREIGN_ADDRESS, "not an address of this router"),
    /** The router reports already, to this collector or another one, from another of its addresses. */
    CONNECTED_ELSEWHERE(BmpCount.CONNECTIONS_REFUSED_CONNECTED_ELSEWHERE, "this router is connected from elsewhere"),
    /** The router's connection before has not been opened yet. */
    STILL_OPENING(BmpCount.CONNECTIONS_REFUSED_STILL_OPENING, "this router is just being connected");

    private final BmpCount count;
    private final String words;

    Refusal(BmpCount count, String words) {
        this.count = count;
        this.words = words;
    }

    BmpCount count() {
        return count;
    }

    String words() {
        return words;
    }
}
