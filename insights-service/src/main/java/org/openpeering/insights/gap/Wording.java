/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;

/** What subjects of gaps are called. */
final class Wording {
    private Wording() {}

    static String session(SessionId session, Asn asn) {
        return "session " + session.address() + " of AS" + asn + " at router " + session.router();
    }
}
