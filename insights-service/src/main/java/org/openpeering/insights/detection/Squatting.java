/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * The monitored prefix, or a part of it, is announced, though its owner declares that it is not. Whoever announces it then, no
 * other rule about origins speaks; that a legal origin does makes it less likely an attack, and is told.
 */
record Squatting() implements Rule {
    @Override
    public EventType type() {
        return EventType.PREFIX_SQUATTING_EVENT;
    }

    @Override
    public String name() {
        return "squatting/1";
    }

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        return !context.policy().announced()
                        && route.prefix().length() >= context.prefix().length()
                ? Origin.named(route)
                : null;
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        ObservedRoute first = carriers.first();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                context.prefix() + " is declared not to be announced, as of revision " + context.revision() + ".",
                Suspicion.source(context),
                60));
        evidence.add(
                Origin.offends(context, first) || context.legalOrigins().isEmpty()
                        ? new Evidence("The " + Origin.words(first) + " is none of the owner's.", "bmp", 20)
                        : new Evidence(
                                "The " + Origin.words(first) + " is legal: the owner may have begun to announce it.",
                                "bmp",
                                0));
        evidence.addAll(Suspicion.carried(state, carriers));
        return Charge.of(type().level(), evidence);
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        boolean part = !first.prefix().equals(context.prefix());
        return charge.title("squatting") + ": " + first.prefix()
                + (part ? ", a part of " + context.prefix() + "," : "") + " is announced with " + Origin.words(first)
                + ", though " + (part ? context.prefix() : "it") + " is declared not to be announced";
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        return "The prefix may be announced, as of revision " + context.revision() + " of the declaration.";
    }
}
