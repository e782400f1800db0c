/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import org.openpeering.contract.arm.WireEnum;

/** What happens to a connection. */
public enum ConnectionEvent implements WireEnum {
    /** Asked for by the partner. */
    SUBMITTED,
    /** Its session subnet belongs to another network. */
    ADDRESS_CONFLICT,
    /** The operator wants it: a direct one is to be cabled. */
    APPROVED_DIRECT,
    /** The operator wants it: an exchange one has its cable already. */
    APPROVED_EXCHANGE,
    /** The operator knows it: it was there before the portal. */
    CONVERTED,
    /** The operator does not want it, or could not do it. */
    REJECTED,
    /** Changed by the partner after it failed. */
    RESUBMITTED,
    /** The operator has cabled and configured it. */
    PROVISIONED,
    /** End to end validation begins. */
    VALIDATION_STARTED,
    /** A configured session was observed up; in lab mode by itself. */
    SESSION_ESTABLISHED,
    /** Its session got other addresses, which are to be seen up anew. */
    SESSION_REPLACED,
    /** The partner wants it to begin or to cease to serve Peering Service. */
    TYPE_CHANGE_REQUESTED,
    /** The partner does not want that any more, or the operator does not. */
    TYPE_CHANGE_REFUSED,
    /** The operator works on it. */
    TYPE_CHANGE_STARTED,
    /** The operator is done. */
    TYPE_CHANGE_COMPLETED,
    /** Somebody outside has to act first. */
    BLOCKED,
    /** Somebody outside has acted. */
    RESUMED
}
