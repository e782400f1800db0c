/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;

/** Why the last route of an offender went. */
final class EndCause {
    private EndCause() {}

    static String of(ObservedRoute was, RouteChange change) {
        String last = "The last " + Wording.holder(was) + " to carry it, " + Wording.peer(was) + ", ";
        return switch (change) {
            case RouteChange.Announced(var _, var arrived, var is, var _) ->
                last + "replaced it by a route with " + Origin.words(is) + ", " + Wording.path(is) + ", at " + arrived
                        + ".";
            case RouteChange.Withdrawn gone
            when gone.cause() == WithdrawalCause.OUT_OF_SIGHT
                    && was.id().session().vantage() ->
                last + "went out of sight at " + gone.arrived() + ": it was last heard of it at " + was.since()
                        + ". Whether it still carries it is not known.";
            case RouteChange.Withdrawn gone ->
                last + "lost it at " + gone.arrived() + " (" + Wording.cause(was, gone.cause()) + ").";
            case RouteChange.Synced synced -> last + "lost it at " + change.arrived() + ".";
            case RouteChange.PeerTable table -> last + "lost it at " + change.arrived() + ".";
            case RouteChange.Answered answered -> last + "lost it at " + change.arrived() + ".";
            case RouteChange.FeedGap gap -> last + "lost it at " + change.arrived() + ".";
        };
    }
}
