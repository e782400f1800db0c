/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * A part of the monitored prefix by a legal origin, that was not there when the prefix came to be watched: the owner divides
 * it, which is told and never called a hijack, however long the part is.
 */
record MoreSpecific() implements Rule {
    @Override
    public EventType type() {
        return EventType.PREFIX_MORE_SPECIFIC_EVENT;
    }

    @Override
    public String name() {
        return "more-specific/1";
    }

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        boolean part = route.prefix().length() > context.prefix().length();
        if (!part || !context.policy().announced() || !Origin.legal(context, route)) {
            return null;
        }
        Offender origin = Origin.named(route);
        return state.memory().knows(route.prefix(), origin) ? null : origin;
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        Integer longest = context.policy().longestMoreSpecific();
        int length = carriers.first().prefix().length();
        String what = longest == null
                ? "No more-specific is declared to be expected."
                : length > longest
                        ? "It is longer than the longest more-specific that is expected, /" + longest + "."
                        : "Its origin is legal, and more-specifics up to /" + longest + " are expected.";
        return Charge.of(type().level(), List.of(new Evidence(what, Suspicion.source(context), 100)));
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        Integer longest = context.policy().longestMoreSpecific();
        return "More-specific: " + first.prefix() + ", a part of the monitored " + context.prefix()
                + ", is announced with the legal " + Origin.words(first)
                + (longest != null && first.prefix().length() > longest
                        ? ", and longer than the expected /" + longest
                        : "");
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        String why = !context.policy().announced()
                ? "The prefix was declared not to be announced at all"
                : Origin.offends(context, held)
                        ? "The " + Origin.words(held) + " is not legal any more"
                        : context.legalOrigins().isEmpty()
                                ? "No legal origins are declared any more"
                                : "It was announced before the prefix came to be watched";
        return why + ", as of revision " + context.revision() + " of the declaration.";
    }
}
