/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;

/** Why the last route of an offender went. */
final class EndCause {
    private EndCause() {}

    static String of(ObservedRoute was, RouteChange change) {
        String last = "The last BMP peer to carry it, " + Wording.peer(was) + ", ";
        return switch (change) {
            case RouteChange.Announced(var monitored, var arrived, var is) ->
                last + "replaced it by a route with " + Origin.words(is) + ", " + Wording.path(is) + ", at " + arrived
                        + ".";
            case RouteChange.Withdrawn gone ->
                last + "lost it at " + gone.arrived() + " (" + Wording.cause(gone.cause()) + ").";
            case RouteChange.Synced synced -> last + "lost it at " + change.arrived() + ".";
            case RouteChange.PeerTable table -> last + "lost it at " + change.arrived() + ".";
        };
    }
}
