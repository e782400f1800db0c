/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import static org.openpeering.contract.partner.ConnectionState.ACTIVE;
import static org.openpeering.contract.partner.ConnectionState.APPROVED;
import static org.openpeering.contract.partner.ConnectionState.EXTERNAL_BLOCKER;
import static org.openpeering.contract.partner.ConnectionState.NONE;
import static org.openpeering.contract.partner.ConnectionState.PENDING_APPROVAL;
import static org.openpeering.contract.partner.ConnectionState.PROVISIONING_COMPLETED;
import static org.openpeering.contract.partner.ConnectionState.PROVISIONING_FAILED;
import static org.openpeering.contract.partner.ConnectionState.PROVISIONING_STARTED;
import static org.openpeering.contract.partner.ConnectionState.TYPE_CHANGE_IN_PROGRESS;
import static org.openpeering.contract.partner.ConnectionState.TYPE_CHANGE_REQUESTED;
import static org.openpeering.contract.partner.ConnectionState.VALIDATING;

import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.partner.LifeCycle;

/**
 * The life of a connection (contract section C.4); drawn in {@code docs/states/connection.md}. A session that drops
 * changes nothing here: the connection stays Active and its session state shows the drop. What was blocked goes on where
 * it stood.
 */
public final class ConnectionLife {
    public static final LifeCycle<ConnectionState, ConnectionEvent> TABLE =
            LifeCycle.<ConnectionState, ConnectionEvent>from(NONE)
                    .on(NONE, ConnectionEvent.SUBMITTED, PENDING_APPROVAL)
                    .on(NONE, ConnectionEvent.ADDRESS_CONFLICT, PROVISIONING_FAILED)
                    .on(PENDING_APPROVAL, ConnectionEvent.APPROVED_DIRECT, PROVISIONING_STARTED)
                    .on(PENDING_APPROVAL, ConnectionEvent.APPROVED_EXCHANGE, APPROVED)
                    .on(PENDING_APPROVAL, ConnectionEvent.CONVERTED, VALIDATING)
                    .on(PENDING_APPROVAL, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .on(APPROVED, ConnectionEvent.PROVISIONED, PROVISIONING_COMPLETED)
                    .on(APPROVED, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .on(PROVISIONING_STARTED, ConnectionEvent.PROVISIONED, PROVISIONING_COMPLETED)
                    .on(PROVISIONING_STARTED, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .on(PROVISIONING_COMPLETED, ConnectionEvent.VALIDATION_STARTED, VALIDATING)
                    .on(VALIDATING, ConnectionEvent.SESSION_ESTABLISHED, ACTIVE)
                    .on(VALIDATING, ConnectionEvent.SESSION_REPLACED, VALIDATING)
                    .on(VALIDATING, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .on(ACTIVE, ConnectionEvent.SESSION_REPLACED, VALIDATING)
                    .on(ACTIVE, ConnectionEvent.TYPE_CHANGE_REQUESTED, TYPE_CHANGE_REQUESTED)
                    .on(TYPE_CHANGE_REQUESTED, ConnectionEvent.TYPE_CHANGE_STARTED, TYPE_CHANGE_IN_PROGRESS)
                    .on(TYPE_CHANGE_REQUESTED, ConnectionEvent.TYPE_CHANGE_REFUSED, ACTIVE)
                    .on(TYPE_CHANGE_IN_PROGRESS, ConnectionEvent.TYPE_CHANGE_COMPLETED, ACTIVE)
                    .on(TYPE_CHANGE_IN_PROGRESS, ConnectionEvent.TYPE_CHANGE_REFUSED, ACTIVE)
                    .on(PROVISIONING_FAILED, ConnectionEvent.RESUBMITTED, PENDING_APPROVAL)
                    .on(PROVISIONING_FAILED, ConnectionEvent.ADDRESS_CONFLICT, PROVISIONING_FAILED)
                    .interrupted(
                            ConnectionEvent.BLOCKED,
                            EXTERNAL_BLOCKER,
                            ConnectionEvent.RESUMED,
                            PENDING_APPROVAL,
                            APPROVED,
                            PROVISIONING_STARTED,
                            VALIDATING,
                            TYPE_CHANGE_REQUESTED,
                            TYPE_CHANGE_IN_PROGRESS)
                    .on(EXTERNAL_BLOCKER, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .table();

    private ConnectionLife() {}
}
