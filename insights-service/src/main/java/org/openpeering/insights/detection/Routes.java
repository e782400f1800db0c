/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * Routes by their ids, in order; immutable. A route is 52 bytes beside what it shares with others: one object, and its
 * place in a sorted array, which a change copies and a look-up halves. What comes out is made when it is asked for.
 */
public final class Routes extends AbstractMap<RouteId, ObservedRoute> {
    public static final Routes NONE = new Routes(new Held[0]);

    private final Held[] held;

    private Routes(Held[] held) {
        this.held = held;
    }

    /** Who tells. */
    static final class Vantage {
        private final SessionId session;
        /** The session as messages have it, null for a usual one. */
        private final @Nullable SessionId told;

        private final Asn peerAsn;
        /** Of the session, once it was asked for: each change of a route is kept under it. */
        private @Nullable String text;

        private Vantage(SessionId session, @Nullable SessionId told, Asn peerAsn) {
            this.session = session;
            this.told = told;
            this.peerAsn = peerAsn;
        }

        static Vantage of(ObservedRoute route) {
            return new Vantage(route.id().session(), route.session(), route.peerAsn());
        }

        String text() {
            String known = text;
            if (known == null) {
                known = session.toString();
                text = known;
            }
            return known;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Vantage that
                    && session.equals(that.session)
                    && peerAsn.equals(that.peerAsn)
                    && Objects.equals(told, that.told);
        }

        @Override
        public int hashCode() {
            return 31 * session.hashCode() + peerAsn.hashCode();
        }
    }

    /**
     * What is told, but for the times.
     *
     * @param onlyToCustomer see {@link ObservedRoute#onlyToCustomer}
     */
    record Attributes(
            AsPath asPath,
            List<Community> communities,
            IpAddress nextHop,
            @Nullable Asn onlyToCustomer) {
        static Attributes of(ObservedRoute route) {
            return new Attributes(route.asPath(), route.communities(), route.nextHop(), route.onlyToCustomer());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Attributes that
                            && asPath.equals(that.asPath)
                            && nextHop.equals(that.nextHop)
                            && communities.equals(that.communities)
                            && Objects.equals(onlyToCustomer, that.onlyToCustomer));
        }

        @Override
        public int hashCode() {
            return (31 * asPath.hashCode() + nextHop.hashCode()) * 31 + communities.hashCode();
        }
    }

    /** A route as it is kept; times in nanoseconds since 1970, which last until 2262. */
    static final class Held {
        private final IpPrefix prefix;
        private final int pathId;
        private final Vantage vantage;
        private final Attributes attributes;
        private final long since;
        private final long routerTime;

        Held(IpPrefix prefix, long pathId, Vantage vantage, Attributes attributes, Instant since, Instant routerTime) {
            this.prefix = prefix;
            this.pathId = (int) pathId;
            this.vantage = vantage;
            this.attributes = attributes;
            this.since = nanos(since);
            this.routerTime = nanos(routerTime);
        }

        /** Of a route that is looked at and not kept. */
        static Held of(ObservedRoute route) {
            return new Held(
                    route.prefix(),
                    route.pathId(),
                    Vantage.of(route),
                    Attributes.of(route),
                    route.since(),
                    route.routerTime());
        }

        /** Whether the route comes by the same vantage, told in the same way. */
        boolean told(ObservedRoute route) {
            return vantage.peerAsn.equals(route.peerAsn()) && Objects.equals(vantage.told, route.session());
        }

        /** What is told of the same route now. */
        Held with(Attributes now, ObservedRoute route) {
            return new Held(prefix, route.pathId(), vantage, now, route.since(), route.routerTime());
        }

        private static long nanos(Instant time) {
            long seconds = Math.clamp(time.getEpochSecond(), -9_000_000_000L, 9_000_000_000L);
            return seconds * 1_000_000_000 + time.getNano();
        }

        private static Instant instant(long nanos) {
            return Instant.ofEpochSecond(0, nanos);
        }

        IpPrefix prefix() {
            return prefix;
        }

        Instant since() {
            return instant(since);
        }

        AsPath asPath() {
            return attributes.asPath;
        }

        @Nullable
        Asn onlyToCustomer() {
            return attributes.onlyToCustomer;
        }

        Asn peerAsn() {
            return vantage.peerAsn;
        }

        SessionId session() {
            return vantage.session;
        }

        RouteId id() {
            return new RouteId(vantage.session, prefix, Integer.toUnsignedLong(pathId));
        }

        private String name() {
            return prefix + "|" + vantage.text() + "|" + Integer.toUnsignedString(pathId);
        }

        ObservedRoute route() {
            SessionId session = vantage.session;
            return new ObservedRoute(
                    prefix,
                    Integer.toUnsignedLong(pathId),
                    session.router(),
                    session.address(),
                    vantage.peerAsn,
                    attributes.asPath,
                    attributes.communities,
                    attributes.nextHop,
                    instant(since),
                    instant(routerTime),
                    vantage.told,
                    attributes.onlyToCustomer);
        }

        @SuppressWarnings("ReferenceEquality") // Spares most comparisons.
        private int compareTo(IpPrefix otherPrefix, SessionId otherSession, int otherPathId) {
            int order = prefix == otherPrefix ? 0 : prefix.compareTo(otherPrefix);
            if (order == 0) {
                order = vantage.session == otherSession ? 0 : vantage.session.compareTo(otherSession);
            }
            return order != 0 ? order : Integer.compareUnsigned(pathId, otherPathId);
        }
    }

    /** Takes what has changed of routes. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param id text of the {@link RouteId}
         * @param session text of the session
         */
        void take(String id, String session, @Nullable ObservedRoute route);
    }

    Routes with(Held route) {
        int at = find(route.prefix, route.vantage.session, route.pathId);
        Held[] changed;
        if (at >= 0) {
            changed = held.clone();
            changed[at] = route;
        } else {
            int place = -at - 1;
            changed = Arrays.copyOf(held, held.length + 1);
            System.arraycopy(held, place, changed, place + 1, held.length - place);
            changed[place] = route;
        }
        return new Routes(changed);
    }

    public Routes without(RouteId id) {
        int at = find(id);
        if (at < 0) {
            return this;
        }
        if (held.length == 1) {
            return NONE;
        }
        Held[] changed = Arrays.copyOf(held, held.length - 1);
        System.arraycopy(held, at + 1, changed, at, held.length - at - 1);
        return new Routes(changed);
    }

    /** Whether any of them has such a path. */
    public boolean anyPath(Predicate<AsPath> such) {
        for (Held route : held) {
            if (such.test(route.asPath())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a session of the network has any of them. */
    public boolean anyOfNetwork() {
        for (Held route : held) {
            if (!route.session().vantage()) {
                return true;
            }
        }
        return false;
    }

    /** How a route comes, null if there is none. */
    public @Nullable AsPath path(RouteId id) {
        int at = find(id);
        return at < 0 ? null : held[at].asPath();
    }

    /** As they are kept, for those who look at many. */
    List<Held> held() {
        return Arrays.asList(held);
    }

    /** Those of one prefix: they are next to each other. */
    List<Held> held(IpPrefix of) {
        int from = first(route -> route.prefix.compareTo(of) >= 0);
        return held().subList(from, Math.max(from, first(route -> route.prefix.compareTo(of) > 0)));
    }

    /** The place of the first that is so, as all behind it are. */
    private int first(Predicate<Held> so) {
        int low = 0;
        int high = held.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (so.test(held[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Tells what has to be done to get from here to there; a route that is the same object was not changed, which spares
     * comparing contents.
     *
     * @param sink gets null for what is gone
     */
    @SuppressWarnings("ReferenceEquality")
    public void differences(Routes there, Sink sink) {
        if (this == there) {
            return;
        }
        int i = 0;
        int j = 0;
        while (i < held.length || j < there.held.length) {
            int order = order(i, there, j);
            if (order < 0) {
                Held gone = held[i++];
                sink.take(gone.name(), gone.vantage.text(), null);
            } else {
                Held is = there.held[j++];
                if (order > 0 || held[i++] != is) {
                    sink.take(is.name(), is.vantage.text(), is.route());
                }
            }
        }
    }

    private int order(int i, Routes there, int j) {
        if (i == held.length) {
            return 1;
        }
        if (j == there.held.length) {
            return -1;
        }
        Held is = there.held[j];
        return held[i] == is ? 0 : held[i].compareTo(is.prefix, is.vantage.session, is.pathId);
    }

    @Nullable
    Held heldAs(RouteId id) {
        int at = find(id);
        return at < 0 ? null : held[at];
    }

    private int find(RouteId id) {
        return find(id.prefix(), id.session(), (int) id.pathId());
    }

    private int find(IpPrefix prefix, SessionId session, int pathId) {
        int low = 0;
        int high = held.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = held[middle].compareTo(prefix, session, pathId);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    @Override
    public int size() {
        return held.length;
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof RouteId id && find(id) >= 0;
    }

    @Override
    public @Nullable ObservedRoute get(Object key) {
        int at = key instanceof RouteId id ? find(id) : -1;
        return at < 0 ? null : held[at].route();
    }

    @Override
    public Set<Map.Entry<RouteId, ObservedRoute>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return held.length;
            }

            @Override
            public Iterator<Map.Entry<RouteId, ObservedRoute>> iterator() {
                return Arrays.stream(held)
                        .map(route -> Map.entry(route.id(), route.route()))
                        .iterator();
            }
        };
    }
}
