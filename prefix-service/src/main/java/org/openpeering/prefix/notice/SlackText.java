/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openpeering.contract.insights.RoutingEvent;

/** An event in a few lines, for a channel that people read. */
final class SlackText {
    /** What the smallest of those that take Slack's format takes (Discord); more is refused there. */
    private static final int LONGEST = 2_000;

    private static final int ROOM_FOR_END = 300;

    /** An IPv6 address or prefix: parts of it may be the names of emoji, such as {@code :100:}. */
    private static final Pattern IPV6 =
            Pattern.compile("(?<![\\w`])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:/\\d{1,3})?(?![\\w`])");

    private SlackText() {}

    static String of(Notice notice) {
        RoutingEvent event = notice.event();
        List<String> lines = new ArrayList<>();
        lines.add((notice.test() ? "Test, nothing happened: " : "") + "*"
                + event.level().wire() + "* " + escaped(event.summary()));
        lines.add("Prefix " + escaped(event.prefix().toString()) + ", "
                + event.type().wire() + ", " + life(event) + ", confidence " + event.confidence() + " of 100");
        String begin = cut(String.join("\n", lines), LONGEST - 2 * ROOM_FOR_END);
        String link = notice.link().map(url -> "\n<" + url + "|All events>").orElse("");
        return begin
                + reasons(event, LONGEST - ROOM_FOR_END - begin.length())
                + (link.length() <= ROOM_FOR_END - 50 ? link : "");
    }

    /** As many as there is room for, and how many there are besides. */
    private static String reasons(RoutingEvent event, int room) {
        StringBuilder text = new StringBuilder();
        int told = 0;
        for (RoutingEvent.Evidence reason : event.evidence()) {
            String line = "\n• " + escaped(reason.what());
            if (text.length() + line.length() > room) {
                break;
            }
            text.append(line);
            told++;
        }
        int left = event.evidence().size() - told;
        return left == 0 ? text.toString() : text + "\n• and " + left + " more";
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    static String life(RoutingEvent event) {
        return event.ended() == null
                ? "since " + event.firstSeen()
                : "from " + event.firstSeen() + " to " + event.ended();
    }

    /** What Slack takes for markup, and mentions of everybody with it; others take a bare {@code @} for one. */
    private static String escaped(String text) {
        String plain = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@\u200b");
        return IPV6.matcher(plain).replaceAll("`$0`");
    }
}
