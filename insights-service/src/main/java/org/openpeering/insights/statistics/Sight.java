/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.insights.gap.SessionTroubles;

/** What is known of a session, or of a monitored prefix, which is up while it is announced; what counts first. */
enum Sight implements WireEnum {
    UP,
    DOWN,
    /** Nobody looks: its router is out of sight, or says nothing more of it. */
    UNSEEN;

    static Sight of(RouteActivity.Sight prefix) {
        return switch (prefix) {
            case ANNOUNCED -> UP;
            case GONE -> DOWN;
            case UNSEEN -> UNSEEN;
        };
    }

    static Sight of(ObservedSession session) {
        return session.established() ? UP : SessionTroubles.outOfSight(session) ? UNSEEN : DOWN;
    }
}
