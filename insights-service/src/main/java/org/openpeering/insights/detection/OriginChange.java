/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * Exactly the monitored prefix from an origin that is not legal (contract section C.8). What comes by a backup session is the
 * backup route, and an event of its own; all else, from whomever it is heard, competes with the active one.
 */
record OriginChange(EventType type, String name, boolean backup) implements Rule {
    static final OriginChange ACTIVE = new OriginChange(PREFIX_ORIGIN_AS_CHANGE_EVENT, "origin-change/1", false);
    static final OriginChange BACKUP =
            new OriginChange(PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT, "backup-origin-change/1", true);

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        return context.policy().announced()
                        && route.prefix().equals(context.prefix())
                        && Origin.offends(context, route)
                        && Session.backup(context, route) == backup
                ? Origin.named(route)
                : null;
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        return Charge.of(type.level(), Suspicion.illegalOrigin(context, state, carriers));
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        return IllegalOrigin.words(
                context, first, charge.title(backup ? "origin change of the backup route" : "origin change"));
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        return Origin.offends(context, held) && context.policy().announced()
                ? "Its session counts as " + (backup ? "no backup session" : "a backup session")
                        + " now, as of revision " + context.revision() + " of the declaration."
                : IllegalOrigin.acquittal(context, held);
    }
}
