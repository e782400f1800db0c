/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;

/** An event in a few lines, for a channel that people read. */
final class SlackText {
    private SlackText() {}

    static String of(Notice notice) {
        RoutingEvent event = notice.event();
        List<String> lines = new ArrayList<>();
        lines.add((notice.test() ? "Test, nothing happened: " : "") + "*"
                + event.level().wire() + "* " + escaped(event.summary()));
        lines.add("Prefix " + event.prefix() + ", " + event.type().wire() + ", " + life(event) + ", confidence "
                + event.confidence() + " of 100");
        event.evidence().stream().map(reason -> "• " + escaped(reason.what())).forEach(lines::add);
        notice.link().ifPresent(link -> lines.add("<" + link + "|All events>"));
        return String.join("\n", lines);
    }

    static String life(RoutingEvent event) {
        return event.ended() == null
                ? "since " + event.firstSeen()
                : "from " + event.firstSeen() + " to " + event.ended();
    }

    /** What Slack takes for markup, and mentions of everybody with it. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
