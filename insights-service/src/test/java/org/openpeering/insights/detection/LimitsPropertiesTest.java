/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Story.Peer;

/** Many more carriers than the limits hold: two collectors, whose peers announce and withdraw in any order. */
class LimitsPropertiesTest {
    private static final IpPrefix MONITORED = IpPrefix.parse("203.0.113.0/24");
    private static final List<IpPrefix> PREFIXES =
            List.of(MONITORED, IpPrefix.parse("203.0.113.0/25"), IpPrefix.parse("203.0.113.128/25"));
    private static final List<Peer> PEERS = IntStream.range(0, 12)
            .mapToObj(i -> new Peer("edge-" + i, "192.0.2." + (i + 1), 64496 + i % 3))
            .toList();
    private static final List<String> ORIGINS = List.of("64500", "64666", "64667");
    /** A place for each offender, and no more. */
    private static final Limits LIMITS = new Limits(4, 100, 2);

    private static final List<String> COLLECTORS = List.of("one", "two");

    /** What happens; who asks and answers is among it. */
    record Input(int kind, int peer, IpPrefix prefix, String origin) {}

    @Provide
    Arbitrary<List<Input>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 19),
                        Arbitraries.integers().between(0, PEERS.size() - 1),
                        Arbitraries.of(PREFIXES),
                        Arbitraries.of(ORIGINS))
                .as(Input::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(120);
    }

    @Property(tries = 250)
    void anEventIsOpenAsLongAsAnybodyCarriesItAndEndsOnceAllCollectorsHaveAnswered(
            @ForAll("histories") List<Input> history) {
        World world = new World();
        for (Input input : history) {
            world.apply(input);
            assertThat(world.state.open().keySet()).containsAll(world.carried());
            assertThat(world.state.exact()).hasSizeLessThanOrEqualTo(LIMITS.exactRoutes());
            assertThat(world.state.others()).hasSizeLessThanOrEqualTo(LIMITS.moreSpecificRoutes());
        }
        for (int round = 0; round < 3 && world.detection.asks(world.state); round++) {
            world.ask();
            world.answer(0);
            world.answer(1);
        }
        assertThat(world.state.open().keySet())
                .filteredOn(key -> Ledger.offence(key.type()))
                .containsExactlyInAnyOrderElementsOf(world.carried());
    }

    @Property(tries = 100)
    void everyOpeningHasAnIdOfItsOwnAndAReplaySaysTheSame(@ForAll("histories") List<Input> history) {
        World world = new World();
        World again = new World();
        history.forEach(world::apply);
        history.forEach(again::apply);
        Set<String> ids = new HashSet<>();
        Set<String> ended = new HashSet<>();
        for (RoutingEvent event : world.told) {
            assertThat(ids.add(event.id())).isEqualTo(event.revision() == 1);
            assertThat(ended).doesNotContain(event.id());
            if (event.status() == Status.ENDED) {
                ended.add(event.id());
            }
        }
        assertThat(again.told).isEqualTo(world.told);
    }

    /** Who carries what, and what the detectors make of it. */
    private static final class World {
        private final Detection detection = new Detection(LIMITS);
        private final TreeMap<RouteId, ObservedRoute> routes = new TreeMap<>();
        private final List<RoutingEvent> told = new ArrayList<>();
        private PrefixState state = PrefixState.of(MONITORED);
        private List<Long> legal = List.of();
        private int step;

        World() {
            declare(List.of(64500L));
        }

        /** Collectors tell all that they hold when they hear of another declaration. */
        private void declare(List<Long> origins) {
            legal = origins;
            List<Asn> asns = origins.stream().map(Asn::new).toList();
            take(detection.declare(
                    state, new MonitoredPrefix(MONITORED, state.declared().revision() + 1, asns, List.of()), now()));
            routes.values()
                    .forEach(route ->
                            take(detection.apply(state, new RouteChange.Announced(MONITORED, now(), route, by(0)))));
        }

        void apply(Input input) {
            step++;
            switch (input.kind()) {
                case 0 -> {
                    if (detection.asks(state)) {
                        ask();
                    }
                }
                case 1, 2 -> answer(input.kind() - 1);
                case 3 -> declare(input.peer() % 2 == 0 ? List.of(64500L) : List.of(64500L, 64667L));
                case 4, 5, 6, 7, 8, 9 -> withdraw(input);
                default -> announce(input);
            }
        }

        /** Several things happen in one second, as in a recording. */
        private Instant now() {
            return Story.at(step / 4);
        }

        private static Speaker by(int peer) {
            return new Speaker(COLLECTORS.get(peer % 2), 1);
        }

        private void announce(Input input) {
            Peer peer = PEERS.get(input.peer());
            ObservedRoute route = peer.route(input.prefix(), now(), peer.asn() + " " + input.origin());
            routes.put(route.id(), route);
            take(detection.apply(state, new RouteChange.Announced(MONITORED, now(), route, by(input.peer()))));
        }

        private void withdraw(Input input) {
            RouteChange.Withdrawn change =
                    PEERS.get(input.peer()).withdrawal(MONITORED, input.prefix(), now(), WithdrawalCause.EXPLICIT);
            routes.remove(change.id());
            take(detection.apply(state, change));
        }

        void ask() {
            state = Detection.ask(state, step);
        }

        /** Tells all that the peers of a collector have, then of each that this was all, then that it has answered. */
        void answer(int collector) {
            for (int i = collector; i < PEERS.size(); i += 2) {
                Peer peer = PEERS.get(i);
                SessionId session = SessionId.of(peer.router(), IpAddress.parse(peer.address()));
                List<RouteChange.PeerTable.Held> held = new ArrayList<>();
                for (ObservedRoute route : routes.values()) {
                    if (route.id().session().equals(session)) {
                        take(detection.apply(state, new RouteChange.Announced(MONITORED, now(), route, by(i))));
                        held.add(new RouteChange.PeerTable.Held(route.prefix(), 0));
                    }
                }
                take(detection.apply(
                        state, new RouteChange.PeerTable(MONITORED, now(), session, new Asn(peer.asn()), held, by(i))));
            }
            take(detection.apply(
                    state,
                    new RouteChange.Answered(MONITORED, now(), state.beyond().asked(), COLLECTORS, by(collector))));
        }

        private void take(Effect effect) {
            state = effect.state();
            told.addAll(effect.events());
        }

        Set<EventKey> carried() {
            Set<EventKey> carried = new TreeSet<>();
            for (ObservedRoute route : routes.values()) {
                if (!legal.contains(route.asPath().origin().orElseThrow().value())) {
                    carried.add(EventKey.of(
                            route.prefix().equals(MONITORED)
                                    ? EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT
                                    : EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
                            route));
                }
            }
            return carried;
        }
    }
}
