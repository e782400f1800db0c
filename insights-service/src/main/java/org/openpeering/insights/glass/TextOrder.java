/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.HeldRoute;

/**
 * Reads tables that are in the order of addresses in the order of the real service's lists (contract section C.12): IPv4
 * prefixes as text, so that 1.179.0.0/16 comes before 1.2.4.0/24; then IPv6 by address. Texts of IPv4 are ordered octet by
 * octet, as words: those that there are in the first octet are found by as many looks at the table, and so on within each;
 * a /24 is read whole. A page costs its rows and some hundred looks. Tested by {@code RouteWalkTest}.
 */
final class TextOrder implements RouteWalk.Source {
    static final Comparator<IpPrefix> PREFIXES =
            (one, other) -> one.family() == Family.IPV4 && other.family() == Family.IPV4
                    ? one.toString().compareTo(other.toString())
                    : one.compareTo(other);

    static final Comparator<RouteId> ROUTES = Comparator.comparing(RouteId::prefix, PREFIXES)
            .thenComparing(RouteId::session)
            .thenComparingLong(RouteId::pathId);

    private static final IpPrefix ALL_OF_IPV6 = IpPrefix.parse("::/0");
    /** What is read whole has the first three octets. */
    private static final int OCTETS = 3;

    private final RouteWalk.Source byAddress;

    /** @param byAddress the tables, in the order of {@link RouteId} */
    TextOrder(RouteWalk.Source byAddress) {
        this.byAddress = byAddress;
    }

    @Override
    public List<HeldRoute> page(SessionId session, Position after, int limit) {
        Reading reading = new Reading(session, after.prefix() == null ? null : after, limit);
        IpPrefix prefix = after.prefix();
        if (prefix == null || prefix.family() == Family.IPV4) {
            reading.read(0, 0, prefix != null);
        }
        int left = limit - reading.routes.size();
        if (left > 0) {
            boolean within = prefix != null && prefix.family() == Family.IPV6;
            reading.routes.addAll(
                    byAddress.page(session, (within ? after : Position.before(ALL_OF_IPV6)).byAddress(), left));
        }
        return reading.routes;
    }

    /** One page of one session. */
    private final class Reading {
        private final SessionId session;
        private final @Nullable Position after;
        private final int limit;
        private final List<HeldRoute> routes = new ArrayList<>();

        Reading(SessionId session, @Nullable Position after, int limit) {
            this.session = session;
            this.after = after;
            this.limit = limit;
        }

        /**
         * Reads the routes of a block.
         *
         * @param block its first address
         * @param octets that all of it has in common
         * @param bounded whether the position is inside of it: what is before it was read
         */
        void read(long block, int octets, boolean bounded) {
            if (octets == OCTETS) {
                readAll(block, bounded);
                return;
            }
            long step = 1L << (24 - 8 * octets);
            String from = bounded && after != null && after.prefix() != null
                    ? octet(after.prefix().network().low(), octets)
                    : "";
            List<String> present = new ArrayList<>();
            long at = block;
            for (long next = first(at); next < block + 256 * step; next = first(at)) {
                present.add(octet(next, octets));
                at = next - next % step + step;
            }
            present.stream()
                    .filter(text -> text.compareTo(from) >= 0)
                    .sorted()
                    .takeWhile(text -> routes.size() < limit)
                    .forEach(text ->
                            read(block + Long.parseLong(text) * step, octets + 1, bounded && text.equals(from)));
        }

        private static String octet(long address, int index) {
            return Long.toString(address >>> (24 - 8 * index) & 0xFF);
        }

        /** The first address from one on that is a route's, past the end when there is none. */
        private long first(long address) {
            long end = 1L << Family.IPV4.bits();
            if (address >= end) {
                return end;
            }
            return byAddress.page(session, Position.inFrontOf(address), 1).stream()
                    .map(route -> route.prefix().network())
                    .filter(network -> network.family() == Family.IPV4)
                    .mapToLong(IpAddress::low)
                    .findFirst()
                    .orElse(end);
        }

        private void readAll(long block, boolean bounded) {
            List<HeldRoute> all = new ArrayList<>();
            Position at = Position.inFrontOf(block);
            boolean more = true;
            while (more) {
                List<HeldRoute> slice = byAddress.page(session, at, RouteWalk.SLICE);
                List<HeldRoute> inside = slice.stream()
                        .filter(route -> route.prefix().family() == Family.IPV4
                                && route.prefix().network().low() < block + 256)
                        .toList();
                all.addAll(inside);
                more = inside.size() == RouteWalk.SLICE;
                if (more) {
                    at = new Position(
                            inside.getLast().prefix(), inside.getLast().pathId());
                }
            }
            all.stream()
                    .filter(route -> !bounded || after == null || after.isBefore(route))
                    .sorted(Comparator.comparing(HeldRoute::prefix, PREFIXES).thenComparingLong(HeldRoute::pathId))
                    .limit(limit - routes.size())
                    .forEach(routes::add);
        }
    }
}
