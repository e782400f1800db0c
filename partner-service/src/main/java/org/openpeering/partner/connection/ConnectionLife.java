/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import static org.openpeering.contract.partner.ConnectionState.ACTIVE;
import static org.openpeering.contract.partner.ConnectionState.APPROVED;
import static org.openpeering.contract.partner.ConnectionState.NONE;
import static org.openpeering.contract.partner.ConnectionState.PENDING_APPROVAL;
import static org.openpeering.contract.partner.ConnectionState.PROVISIONING_COMPLETED;
import static org.openpeering.contract.partner.ConnectionState.PROVISIONING_FAILED;
import static org.openpeering.contract.partner.ConnectionState.PROVISIONING_STARTED;
import static org.openpeering.contract.partner.ConnectionState.VALIDATING;

import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.partner.LifeCycle;

/**
 * The life of a connection (contract section C.4); drawn in {@code docs/states/connection.md}. A session that drops
 * changes nothing here: the connection stays Active and its session state shows the drop.
 */
public final class ConnectionLife {
    public static final LifeCycle<ConnectionState, ConnectionEvent> TABLE =
            LifeCycle.<ConnectionState, ConnectionEvent>from(NONE)
                    .on(NONE, ConnectionEvent.SUBMITTED, PENDING_APPROVAL)
                    .on(NONE, ConnectionEvent.ADDRESS_CONFLICT, PROVISIONING_FAILED)
                    .on(PENDING_APPROVAL, ConnectionEvent.APPROVED_DIRECT, PROVISIONING_STARTED)
                    .on(PENDING_APPROVAL, ConnectionEvent.APPROVED_EXCHANGE, APPROVED)
                    .on(PENDING_APPROVAL, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .on(APPROVED, ConnectionEvent.PROVISIONED, PROVISIONING_COMPLETED)
                    .on(APPROVED, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .on(PROVISIONING_STARTED, ConnectionEvent.PROVISIONED, PROVISIONING_COMPLETED)
                    .on(PROVISIONING_STARTED, ConnectionEvent.REJECTED, PROVISIONING_FAILED)
                    .on(PROVISIONING_COMPLETED, ConnectionEvent.VALIDATION_STARTED, VALIDATING)
                    .on(VALIDATING, ConnectionEvent.SESSION_ESTABLISHED, ACTIVE)
                    .on(PROVISIONING_FAILED, ConnectionEvent.RESUBMITTED, PENDING_APPROVAL)
                    .on(PROVISIONING_FAILED, ConnectionEvent.ADDRESS_CONFLICT, PROVISIONING_FAILED)
                    .table();

    private ConnectionLife() {}
}
