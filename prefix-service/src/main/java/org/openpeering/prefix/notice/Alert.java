/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.text.Prose;

/**
 * An event as Alertmanager has alerts: its labels name it, so they are the same as long as it lasts; what is found out about it
 * stands in the annotations.
 *
 * @param endsAt of an event that goes on, so late that it is told before: without it Alertmanager would hold it for ended after
 *     five minutes
 */
@RegisterForReflection
record Alert(
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        @Nullable URI generatorURL) {
    /** As long as events are kept. */
    static final Duration OPEN = Duration.ofDays(30);

    /** What is a moment has to be seen as well. */
    static final Duration MOMENT = Duration.ofMinutes(15);

    /**
     * The alert, and that there is none of another severity: an event that has become worse, or less bad, has other labels, and
     * for Alertmanager is another alert.
     */
    static List<Alert> all(Notice notice) {
        List<Alert> alerts = new ArrayList<>(List.of(of(notice, notice.event().level())));
        if (notice.event().revision() > 1) {
            Stream.of(EventLevel.values())
                    .filter(level -> level != notice.event().level())
                    .map(level -> of(notice, level).over(notice.now()))
                    .forEach(alerts::add);
        }
        return alerts;
    }

    private Alert over(Instant now) {
        Instant end = endsAt.isBefore(now) ? endsAt : now;
        return new Alert(labels, annotations, startsAt.isBefore(end) ? startsAt : end, end, generatorURL);
    }

    private static Alert of(Notice notice, EventLevel level) {
        RoutingEvent event = notice.event();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", event.type().wire());
        labels.put("severity", level.wire().toLowerCase(Locale.ROOT));
        labels.put("prefix", event.prefix().toString());
        labels.put("subscription", notice.subscription().toString());
        labels.put("event", event.id());
        if (notice.test()) {
            labels.put("test", "true");
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", event.summary());
        annotations.put(
                "description",
                Prose.sentences(event.evidence().stream()
                        .map(RoutingEvent.Evidence::what)
                        .toList()));
        annotations.put("confidence", Integer.toString(event.confidence()));
        annotations.put("offendingPrefix", event.offendingPrefix().toString());
        annotations.put("revision", Long.toString(event.revision()));
        return new Alert(
                labels,
                annotations,
                event.firstSeen(),
                end(event, notice.now()),
                notice.link().orElse(null));
    }

    private static Instant end(RoutingEvent event, Instant now) {
        if (event.type().isMoment()) {
            return event.firstSeen().plus(MOMENT);
        }
        return Objects.requireNonNullElseGet(event.ended(), () -> now.plus(OPEN));
    }
}
