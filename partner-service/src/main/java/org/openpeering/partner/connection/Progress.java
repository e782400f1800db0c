/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.partner.LifeCycle.Next;

/**
 * How far the work on a connection is.
 *
 * @param interrupted the state in which it is blocked, null when it is not
 * @param trackingId the approval item under which the operator works on it
 * @param errorMessage why it failed, or what it waits for
 */
@RegisterForReflection
public record Progress(
        ConnectionState state,
        @Nullable ConnectionState interrupted,
        @Nullable String trackingId,
        @Nullable String errorMessage) {
    static final Progress NOTHING_YET = new Progress(ConnectionState.NONE, null, null, null);

    /** The state apart from a blocker. */
    public ConnectionState underlying() {
        return interrupted == null ? state : interrupted;
    }

    public boolean allows(ConnectionEvent event) {
        return ConnectionLife.TABLE.on(state, event, interrupted) instanceof Next;
    }

    public Progress after(ConnectionEvent event, @Nullable String message) {
        ConnectionState next = ConnectionLife.TABLE.next(state, event, interrupted);
        return new Progress(next, next == ConnectionState.EXTERNAL_BLOCKER ? underlying() : null, trackingId, message);
    }

    Progress saying(String message) {
        return new Progress(state, interrupted, trackingId, message);
    }

    Progress tracked(String item) {
        return new Progress(state, interrupted, item, errorMessage);
    }
}
