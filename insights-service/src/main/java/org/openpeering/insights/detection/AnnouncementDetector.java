/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_ANNOUNCEMENT_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;

/**
 * The prefix appears on a session that has to announce it (contract section C.8), be it a primary or a backup one. A moment, not a span: ended when it
 * opens. A change of attributes is none, nor is a second path of the same session.
 *
 * <p>When the declaration comes after the route, or names a session that announces already, the event is the same: its
 * times are the route's.
 */
final class AnnouncementDetector implements Detector {
    private static final String RULE = "announcement/1";

    @Override
    public List<Finding> examine(Step step) {
        return appeared(step)
                .flatMap(session -> earliest(step, session).map(route -> event(step, session, route)).stream())
                .map(event -> new Finding(event, true))
                .toList();
    }

    private static Stream<RequiredSession> appeared(Step step) {
        ObservedRoute announced = step.is();
        if (announced != null && step.was() != null) {
            return Stream.empty();
        }
        if (announced != null) {
            boolean exact = announced.prefix().equals(step.after().prefix());
            boolean own = !announced.id().session().vantage();
            Session session = Session.of(announced);
            return exact && own
                    ? session
                            .requiredBy(step.context())
                            .filter(required ->
                                    session.routesAmong(step.before().exact()).isEmpty())
                            .stream()
                    : Stream.empty();
        }
        return !step.full()
                ? Stream.empty()
                : step.context().sessions().stream()
                        .filter(required -> Session.of(required)
                                .requiredBy(step.before().context())
                                .isEmpty());
    }

    private static Optional<ObservedRoute> earliest(Step step, RequiredSession session) {
        return Session.of(session).routesAmong(step.after().exact()).stream()
                .min(Comparator.comparing(ObservedRoute::since));
    }

    private static RoutingEvent event(Step step, RequiredSession session, ObservedRoute route) {
        Instant since = route.since();
        String words = step.context().prefix() + " is announced on " + Wording.session(session) + " with "
                + Wording.path(route) + ", seen by " + route.router() + ".";
        EventType type = session.role() == SessionRole.BACKUP
                ? PREFIX_BACKUP_ROUTE_ANNOUNCEMENT_EVENT
                : PREFIX_ANNOUNCEMENT_EVENT;
        return new RoutingEvent(
                EventKey.of(type, route).id(step.context().prefix(), since, step.declaration()),
                1,
                type,
                type.level(),
                RoutingEvent.Status.ENDED,
                100,
                step.context().prefix(),
                route.prefix(),
                step.context().legalOrigins(),
                Origin.of(route).orElse(null),
                since,
                since,
                since,
                null,
                List.of(route.id().session().toString()),
                List.of(route.peerAsn()),
                List.of(new RoutingEvent.Evidence(words, Wording.source(route), 100)),
                List.of(route),
                RULE,
                words);
    }
}
