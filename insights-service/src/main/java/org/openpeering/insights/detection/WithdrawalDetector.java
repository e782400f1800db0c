/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_WITHDRAWAL_EVENT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.contract.text.Prose;

/**
 * A session that has to announce the prefix, a primary or a backup one, does so no more (contract section C.8). Open until the session announces it
 * again, or is not required any more.
 *
 * <p>Confidence says how directly it was seen: 100 for the peer's own withdrawal and for a session that the router
 * reports down, 90 for a route missing from a table transfer, 30 when the router is out of sight and the route may well
 * be there.
 */
final class WithdrawalDetector implements Detector {
    private static final String RULE = "withdrawal/1";
    private static final List<EventType> TYPES = List.of(PREFIX_WITHDRAWAL_EVENT, PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT);

    @Override
    public List<Finding> examine(Step step) {
        if (step.before().open().isEmpty() && !(step.change() instanceof RouteChange.Withdrawn)) {
            return List.of();
        }
        List<RoutingEvent> events = new ArrayList<>();
        for (EventKey key : open(step)) {
            RoutingEvent open = step.before().open().get(key);
            if (open != null) {
                Optional.ofNullable(endCause(step, open))
                        .ifPresent(cause -> events.add(Life.end(open, step.at(), cause)));
            }
        }
        ObservedRoute was = step.was();
        if (step.change() instanceof RouteChange.Withdrawn gone && was != null && isLast(step, was)) {
            Session.of(was)
                    .requiredBy(step.context())
                    .ifPresent(session -> events.add(event(step, session, was, gone.cause())));
        }
        return events.stream().map(event -> new Finding(event, true)).toList();
    }

    /** Those that may end: that of the route's session, or any. */
    private static List<EventKey> open(Step step) {
        ObservedRoute is = step.is();
        return step.full()
                ? step.before().open().keySet().stream()
                        .filter(key -> TYPES.contains(key.type()))
                        .toList()
                : is == null ? List.of() : keys(is);
    }

    private static List<EventKey> keys(ObservedRoute route) {
        return TYPES.stream().map(type -> EventKey.of(type, route)).toList();
    }

    private static boolean isLast(Step step, ObservedRoute was) {
        return was.prefix().equals(step.after().prefix())
                && !was.id().session().vantage()
                && keys(was).stream().noneMatch(key -> step.before().open().containsKey(key))
                && Session.of(was).routesAmong(step.after().exact()).isEmpty();
    }

    private static @Nullable String endCause(Step step, RoutingEvent open) {
        Session session = Session.of(open.samples().getFirst());
        if (session.requiredBy(step.context()).isEmpty()) {
            return "The session with " + session.peerAddress() + " (AS" + session.peerAsn()
                    + ") is not required any more, as of revision "
                    + step.context().revision() + " of the declaration.";
        }
        return session.routesAmong(step.after().exact()).stream()
                .findFirst()
                .map(route -> "Announced again by " + Wording.peer(route) + " at " + route.since() + " with "
                        + Wording.path(route) + ".")
                .orElse(null);
    }

    private static RoutingEvent event(Step step, RequiredSession session, ObservedRoute was, WithdrawalCause cause) {
        Instant at = step.at();
        String words = step.context().prefix() + " is no longer announced on " + Wording.session(session)
                + ", seen by " + was.router() + " (" + Wording.cause(cause) + "); it was announced with "
                + Wording.path(was) + " since " + was.since() + ".";
        int confidence = switch (cause) {
            case EXPLICIT, PEER_DOWN -> 100;
            case RESYNC -> 90;
            case OUT_OF_SIGHT -> 30;
        };
        EventType type =
                session.role() == SessionRole.BACKUP ? PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT : PREFIX_WITHDRAWAL_EVENT;
        return new RoutingEvent(
                EventKey.of(type, was).id(step.context().prefix(), at, step.declaration()),
                1,
                type,
                type.level(),
                RoutingEvent.Status.OPEN,
                confidence,
                step.context().prefix(),
                was.prefix(),
                step.context().legalOrigins(),
                null,
                at,
                at,
                null,
                null,
                List.of(was.id().session().toString()),
                List.of(was.peerAsn()),
                List.of(new RoutingEvent.Evidence(
                        Prose.sentence(Wording.cause(cause)), Wording.source(was), confidence)),
                List.of(was),
                RULE,
                words);
    }
}
