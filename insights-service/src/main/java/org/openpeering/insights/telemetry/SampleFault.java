/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import org.openpeering.contract.arm.WireEnum;

/** Why a sample is not taken. It is not to be sent again. */
enum SampleFault implements WireEnum {
    /** A member is missing or is of another type. */
    MALFORMED("is missing, or not what it has to be"),
    INVALID_ID("is no UUID"),
    /** It has been taken before, or stands in the same request. */
    DUPLICATE("has been taken before"),
    FROM_THE_FUTURE("lies ahead: the agent's clock is wrong"),
    TOO_LATE("lies further back than samples are counted"),
    NOT_A_NUMBER("has what is no number"),
    NEGATIVE_ROUND_TRIP("has a negative round trip"),
    ABSURD_ROUND_TRIP("has a round trip of more than a minute"),
    INVALID_COUNT("does not fit: not more can be answered than was asked, and there are bounds"),
    FOREIGN_SITE("is not where this agent runs"),
    FOREIGN_TEST("is no test of this agent's, or not any more"),
    FOREIGN_TARGET("is not what the test is about"),
    PREFIX_NOT_REGISTERED("is in no registered prefix");

    private final String text;

    SampleFault(String text) {
        this.text = text;
    }

    /** To follow the member's name. */
    String text() {
        return text;
    }
}
