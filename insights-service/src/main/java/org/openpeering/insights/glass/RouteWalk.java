/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.HeldRoute;

/**
 * Walks through the routes of several sessions in the order of {@link TextOrder}. Where it begins is a route, not a number,
 * so that what changes meanwhile neither repeats nor hides what does not. It ends after so many rows or, since a filter
 * may pass few of them, after so many routes: a page may be empty and not the last. Tested by {@code RouteWalkTest}.
 */
final class RouteWalk {
    /** Routes read at a time: what changes tables waits for as long as that takes. */
    static final int SLICE = 200;

    private final Source source;
    private final Function<HeldRoute, Optional<ReceivedRouteView>> view;
    private final PriorityQueue<Reader> readers =
            new PriorityQueue<>(Comparator.comparing(Reader::next, TextOrder.ROUTES));

    /** The tables. */
    interface Source {
        /** Up to {@code limit} routes of a session behind a position, in order; none of a session that is not held. */
        List<HeldRoute> page(SessionId session, Position after, int limit);
    }

    /** @param view empty: it does not pass */
    RouteWalk(Source source, Function<HeldRoute, Optional<ReceivedRouteView>> view) {
        this.source = source;
        this.view = view;
    }

    /**
     * One page.
     *
     * @param last of the page before; null: the first page
     * @param only the prefix of all routes wanted; null: all
     */
    HeldRoutes page(
            Collection<SessionId> sessions, @Nullable RouteId last, @Nullable IpPrefix only, int rows, int routes) {
        readers.clear();
        sessions.forEach(session -> begin(new Reader(session, start(session, last, only))));
        List<HeldRoutes.Row> passed = new ArrayList<>();
        String reached = null;
        int left = routes;
        while (!readers.isEmpty() && left-- > 0 && passed.size() < rows) {
            Reader reader = readers.remove();
            HeldRoute route = reader.take();
            if (only != null && !route.prefix().equals(only)) {
                return page(sessions, passed, null);
            }
            String id = id(route).toString();
            view.apply(route).ifPresent(shown -> passed.add(new HeldRoutes.Row(id, shown)));
            reached = id;
            begin(reader);
        }
        return page(sessions, passed, readers.isEmpty() ? null : reached);
    }

    private static HeldRoutes page(
            Collection<SessionId> sessions, List<HeldRoutes.Row> rows, @Nullable String reached) {
        Set<String> names = sessions.stream().map(SessionId::toString).collect(Collectors.toSet());
        return new HeldRoutes(names, rows, reached);
    }

    private static Position start(SessionId session, @Nullable RouteId last, @Nullable IpPrefix only) {
        Position behind = last == null ? Position.START : Position.behind(last, session);
        return only == null ? behind : behind.or(Position.before(only));
    }

    static RouteId id(HeldRoute route) {
        return new RouteId(route.session().id(), route.prefix(), route.pathId());
    }

    private void begin(Reader reader) {
        if (reader.ready()) {
            readers.add(reader);
        }
    }

    /** One session's routes, a slice at a time. */
    private final class Reader {
        private final SessionId session;
        private final Deque<HeldRoute> slice = new ArrayDeque<>();
        private Position position;
        private boolean over;

        Reader(SessionId session, Position position) {
            this.session = session;
            this.position = position;
        }

        boolean ready() {
            if (slice.isEmpty() && !over) {
                slice.addAll(source.page(session, position, SLICE));
                over = slice.size() < SLICE;
            }
            return !slice.isEmpty();
        }

        RouteId next() {
            return id(slice.element());
        }

        HeldRoute take() {
            HeldRoute route = slice.remove();
            position = new Position(route.prefix(), route.pathId());
            return route;
        }
    }
}
