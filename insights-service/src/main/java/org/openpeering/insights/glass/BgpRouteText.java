/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The looking glass' answer for people; {@code docs/looking-glass.md} tells the format, and its example is tested. */
final class BgpRouteText {
    private BgpRouteText() {}

    static String of(BgpRoutesView view) {
        StringBuilder text = new StringBuilder();
        if (view.prefix() == null) {
            return text.append("No route to ")
                    .append(view.destination())
                    .append(" at ")
                    .append(view.sourceLocation())
                    .append('\n')
                    .toString();
        }
        text.append("BGP routes to ").append(view.destination()).append(" at ").append(view.sourceLocation());
        text.append("\nPrefix ").append(view.prefix()).append(", routes: ");
        text.append(view.routes().size()).append('\n');
        view.routes().forEach(route -> append(text, route));
        return text.toString();
    }

    private static void append(StringBuilder text, BgpRouteView route) {
        text.append("\n  AS path ").append(route.asPath().isEmpty() ? "(empty)" : route.asPath());
        text.append("\n    from ").append(route.peerAddress()).append(" AS").append(route.peerAsNum());
        text.append(", router ").append(route.routerName());
        if (route.pathId() != 0) {
            text.append(", path ").append(route.pathId());
        }
        text.append("\n    next hop ")
                .append(route.nextHop())
                .append(", origin ")
                .append(route.origin());
        append(text, ", localpref ", route.localPref());
        append(text, ", med ", route.multiExitDisc());
        append(text, "\n    communities ", route.communities());
        append(text, "\n    large communities ", route.largeCommunities());
        append(text, "\n    extended communities ", route.extendedCommunities());
        append(text, "\n    aggregator ", route.aggregator());
        text.append(route.atomicAggregate() ? "\n    atomic aggregate" : "");
        append(text, "\n    only to customer ", route.onlyToCustomer());
        text.append("\n    RPKI ").append(route.rpkiValidationState());
        text.append(route.trustAnchor().equals("None") ? "" : " (" + route.trustAnchor() + ")");
        text.append(", origin AS ").append(route.originAsValidationState());
        text.append("\n    received ").append(route.timestamp()).append('\n');
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(name).append(value);
        }
    }

    private static void append(StringBuilder text, String name, List<String> values) {
        if (!values.isEmpty()) {
            text.append(name).append(String.join(" ", values));
        }
    }
}
