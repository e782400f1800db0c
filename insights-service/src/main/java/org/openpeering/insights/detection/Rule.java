/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * What calls a held route wrong, or worth telling. {@link Offences} gives what it says the life of events. A rule keeps nothing
 * and looks at nothing but what is handed in: what it says of a route changes with the route, the declaration and what the
 * state remembers alone.
 */
interface Rule {
    EventType type();

    /** With its version, such as {@code origin-change/1}. */
    String name();

    /** Who offends with the route; null when nobody does. Asked of every change, and of all routes of an offender's prefix. */
    @Nullable
    Offender offender(MonitoredPrefix context, PrefixState state, Held route);

    /** What is held against the offender. */
    Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers);

    /** What begins the summary: what is wrong with the route, without a full stop. */
    String words(MonitoredPrefix context, ObservedRoute first, Charge charge);

    /** Why a route that is still held is not called wrong any more, as of this declaration; a sentence. */
    String acquittal(MonitoredPrefix context, ObservedRoute held);

    /**
     * How grave it is, and why.
     *
     * @param evidence each reason with its points
     * @param expectedUpstreams empty where no upstream is wrong
     */
    record Charge(EventLevel level, List<Evidence> evidence, List<Asn> expectedUpstreams) {
        /** From here on an event is not called suspected. */
        private static final int CERTAIN = 80;

        public Charge {
            evidence = List.copyOf(evidence);
            expectedUpstreams = List.copyOf(expectedUpstreams);
        }

        static Charge of(EventLevel level, List<Evidence> evidence) {
            return new Charge(level, evidence, List.of());
        }

        int confidence() {
            return Math.min(100, evidence.stream().mapToInt(Evidence::weight).sum());
        }

        /** The name of what was found, as a sentence begins with it. */
        String title(String kind) {
            return confidence() >= CERTAIN
                    ? Character.toUpperCase(kind.charAt(0)) + kind.substring(1)
                    : "Suspected " + kind;
        }
    }
}
