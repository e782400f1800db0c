/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import org.openpeering.partner.session.BgpSession;

/** What a partner has asked for that the operator has not decided yet; at most one at a time. */
public sealed interface PendingChange {
    /** The connection is to go. */
    record Removal() implements PendingChange {}

    /** Its session is to have these addresses; a secret that is not given stays. */
    record NewSession(BgpSession session) implements PendingChange {}
}
