/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import java.util.Objects;
import org.openpeering.partner.connection.Connection;

/** What a connection waits for on its way to Active. Pure. */
final class ConnectionSteps {
    private static final String CODE = "ConnectionActive";

    private ConnectionSteps() {}

    static ChecklistItem active(Connection connection) {
        String state = "The connection is " + connection.state().wire() + ".";
        String said = Objects.requireNonNullElse(connection.progress().errorMessage(), "No reason was given.");
        return switch (connection.state()) {
            case NONE, PENDING_APPROVAL -> waiting(state, Actor.OPERATOR, "The operator decides whether it is wanted.");
            case APPROVED -> waiting(state, Actor.OPERATOR, "The operator configures the session at the exchange.");
            case PROVISIONING_STARTED ->
                waiting(
                        state,
                        Actor.OPERATOR,
                        "Order the cross connect with the letter of authorization; the operator confirms when it is done.");
            case PROVISIONING_COMPLETED -> waiting(state, Actor.TIME, "Validation begins by itself.");
            case VALIDATING ->
                waiting(
                        state,
                        Actor.PARTNER,
                        "Configure BGP; the connection becomes Active when a session is seen up.");
            case PROVISIONING_FAILED ->
                waiting(state + " " + said, Actor.PARTNER, "Mend what the reason names and PUT the peering again.");
            case EXTERNAL_BLOCKER -> waiting(state + " " + said, Actor.OTHERS, said);
            case ACTIVE, TYPE_CHANGE_REQUESTED, TYPE_CHANGE_IN_PROGRESS ->
                ChecklistItem.of(CODE, true, state, Actor.TIME, "");
        };
    }

    private static ChecklistItem waiting(String message, Actor actor, String how) {
        return ChecklistItem.of(CODE, false, message, actor, how);
    }
}
