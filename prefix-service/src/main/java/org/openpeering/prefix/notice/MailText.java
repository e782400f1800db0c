/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.text.Prose;

/**
 * Events in a mail for people: one, or those of an hour or a day, of each what was said last.
 *
 * @param subject has no line break, whatever an event says
 */
public record MailText(String subject, String text) {
    private static final int LONGEST_SUBJECT = 200;

    /** @param notices in the order in which they were queued, at least one */
    public static MailText of(List<Notice> notices) {
        Map<String, Notice> latest = new LinkedHashMap<>();
        notices.forEach(notice -> latest.merge(
                notice.event().id(),
                notice,
                (a, b) -> a.event().revision() > b.event().revision() ? a : b));
        List<Notice> shown = List.copyOf(latest.values());
        List<String> parts = new ArrayList<>(shown.stream().map(MailText::part).toList());
        parts.add("You get this since a webhook of the subscription "
                + shown.getFirst().subscription() + " has your address.");
        return new MailText(subject(shown), String.join("\n\n", parts) + "\n");
    }

    private static String subject(List<Notice> shown) {
        String text = shown.size() == 1
                ? prefixed(shown.getFirst())
                : Prose.count(shown.size(), "routing event") + " of your prefixes";
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST_SUBJECT ? plain : plain.substring(0, LONGEST_SUBJECT) + "…";
    }

    private static String prefixed(Notice notice) {
        return (notice.test() ? "Test: " : "[" + notice.event().level().wire() + "] ")
                + notice.event().summary();
    }

    private static String part(Notice notice) {
        RoutingEvent event = notice.event();
        List<String> lines = new ArrayList<>();
        lines.add(prefixed(notice));
        lines.add("Prefix " + event.prefix() + ", " + event.type().wire() + ", " + SlackText.life(event)
                + ", confidence " + event.confidence() + " of 100");
        event.evidence().stream().map(reason -> "- " + reason.what()).forEach(lines::add);
        notice.link().ifPresent(link -> lines.add(link.toString()));
        return String.join("\n", lines);
    }
}
