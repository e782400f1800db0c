/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * A part of the monitored prefix from an origin that is not legal: it draws the traffic by longest match, whoever announces
 * the whole.
 */
record SubPrefixHijack() implements Rule {
    @Override
    public EventType type() {
        return EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;
    }

    @Override
    public String name() {
        return "sub-prefix-hijack/1";
    }

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        return context.policy().announced()
                        && route.prefix().length() > context.prefix().length()
                        && Origin.offends(context, route)
                ? Origin.named(route)
                : null;
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        return Charge.of(type().level(), Suspicion.illegalOrigin(context, state, carriers));
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        return IllegalOrigin.words(context, first, charge.title("sub-prefix hijack"));
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        return IllegalOrigin.acquittal(context, held);
    }
}
