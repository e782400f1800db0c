/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Story.Peer;

class DetectionPropertiesTest {
    private static final IpPrefix MONITORED = IpPrefix.parse("203.0.113.0/24");
    private static final List<IpPrefix> PREFIXES = List.of(
            MONITORED,
            IpPrefix.parse("203.0.113.0/25"),
            IpPrefix.parse("203.0.113.0/26"),
            IpPrefix.parse("203.0.113.128/25"));
    private static final List<Peer> PEERS = List.of(Story.PARTNER, Story.BACKUP, Story.TRANSIT);
    private static final List<String> COLLECTORS = List.of("one", "two", "three");
    private static final int REVISIONS = 3;
    private static final List<String> ORIGINS = List.of("64500", "64501", "64666", "{64500,64666}");

    /** One input; what it needs of the numbers depends on its kind. */
    record Input(
            int kind,
            Peer peer,
            IpPrefix prefix,
            String origin,
            int prepends,
            Set<Integer> legal,
            int sessions,
            boolean announced) {}

    @Provide
    Arbitrary<List<Input>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 19),
                        Arbitraries.of(PEERS),
                        Arbitraries.of(PREFIXES),
                        Arbitraries.of(ORIGINS),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(64500, 64501).set().ofMaxSize(2),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false))))
                .as(Input::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void whatIsOpenIsWhatTheRoutesHeldCallFor(@ForAll("histories") List<Input> history) {
        Model model = new Model();
        for (Input input : history) {
            model.apply(input);
            assertThat(model.open(
                            EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                            EventType.PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT,
                            EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
                            EventType.PREFIX_SQUATTING_EVENT))
                    .isEqualTo(model.expectedOffences());
            assertThat(model.open(EventType.PREFIX_WITHDRAWAL_EVENT, EventType.PREFIX_BACKUP_ROUTE_WITHDRAWAL_EVENT)
                            .keySet())
                    .isEqualTo(model.expectedWithdrawals());
        }
    }

    @Property
    void anInputAppliedTwiceTellsNothingTheSecondTime(@ForAll("histories") List<Input> history) {
        Model model = new Model();
        for (Input input : history) {
            model.apply(input);
            Effect again = model.again.get();
            assertThat(again.any()).isFalse();
            assertThat(again.events()).isEmpty();
            assertThat(again.news()).isFalse();
            assertThat(again.state()).isEqualTo(model.state);
        }
    }

    @Property
    void revisionsOfAnEventCountFromOneAndItEndsOnce(@ForAll("histories") List<Input> history) {
        Model model = new Model();
        history.forEach(model::apply);
        Map<String, RoutingEvent> last = new HashMap<>();
        for (RoutingEvent event : model.told) {
            RoutingEvent before = last.put(event.id(), event);
            assertThat(event.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
            assertThat(before == null || before.status() == RoutingEvent.Status.OPEN)
                    .isTrue();
            assertThat(event.confidence()).isBetween(0, 100);
        }
    }

    /** Collectors of which each says of one revision after another that it has matched it, in any order among them. */
    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.shuffle(COLLECTORS.stream()
                .flatMap(collector -> Collections.nCopies(REVISIONS, collector).stream())
                .toList());
    }

    @Property
    void whatAllCollectorsHaveMatchedAndNothingElseIsSyncedAndADeadOneIsGotOver(
            @ForAll("words") List<String> words, @ForAll @IntRange(max = REVISIONS) int lastWordOfTheFirst) {
        Detection detection = new Detection(Limits.DEFAULT);
        MonitoredPrefix declared = new MonitoredPrefix(MONITORED, REVISIONS, List.of(), List.of());
        PrefixState state = detection
                .declare(PrefixState.of(MONITORED), declared, Story.START)
                .state();
        Map<String, Integer> matched = new HashMap<>();
        COLLECTORS.forEach(collector -> matched.put(collector, 0));
        for (String collector : words) {
            if (!collector.equals(COLLECTORS.getFirst()) || matched.get(collector) < lastWordOfTheFirst) {
                int revision = matched.merge(collector, 1, Integer::sum);
                RouteChange word =
                        new RouteChange.Synced(MONITORED, Story.START, revision, COLLECTORS, new Speaker(collector, 0));
                state = detection.apply(state, word).state();
                assertThat(detection.apply(state, word).any()).isFalse();
                assertThat(state.table().synced()).isLessThanOrEqualTo(Collections.min(matched.values()));
            }
        }
        assertThat(state.waits()).isEqualTo(lastWordOfTheFirst < REVISIONS);
        if (state.waits()) {
            List<String> alive = COLLECTORS.subList(1, COLLECTORS.size());
            state = Detection.ask(state, 1);
            for (String collector : alive) {
                assertThat(state.waits()).isTrue();
                RouteChange answer =
                        new RouteChange.Answered(MONITORED, Story.START, 1, alive, new Speaker(collector, 0));
                state = detection.apply(state, answer).state();
            }
        }
        assertThat(state.table().synced()).isEqualTo(REVISIONS);
        assertThat(state.waits()).isFalse();
    }

    /** Recomputes everything from the routes after each input. */
    private static final class Model {
        private final Detection detection = new Detection(Limits.DEFAULT);
        private final Map<RouteId, ObservedRoute> routes = new TreeMap<>();
        private final Map<Session, SessionRole> withdrawn = new HashMap<>();
        private final List<RoutingEvent> told = new ArrayList<>();
        private PrefixState state = PrefixState.of(MONITORED);
        private Supplier<Effect> again = () -> new Effect(false, state, List.of(), false);
        private MonitoredPrefix context;
        private int second;

        void apply(Input input) {
            int at = second++;
            switch (input.kind()) {
                case 0 -> declare(input, at);
                case 1 -> revoke(at);
                case 2 -> take(() -> detection.apply(state, new RouteChange.Synced(MONITORED, Story.at(at), at + 1)));
                case 3, 4, 5, 6, 7, 8 -> withdraw(input, at);
                default -> announce(input, at);
            }
        }

        private void take(Supplier<Effect> step) {
            again = step;
            Effect effect = step.get();
            state = effect.state();
            told.addAll(effect.events());
        }

        private void declare(Input input, int at) {
            List<Asn> legal = input.legal().stream().map(Asn::new).toList();
            List<RequiredSession> sessions =
                    List.of(Story.PRIMARY_SESSION, Story.BACKUP_SESSION).subList(0, input.sessions() % 3);
            RoutingPolicy policy =
                    new RoutingPolicy(List.of(), List.of(), null, input.announced(), List.of(), List.of());
            context = new MonitoredPrefix(MONITORED, at + 1, legal, sessions, policy);
            withdrawn.keySet().removeIf(session -> session.requiredBy(context).isEmpty());
            take(() -> detection.declare(state, context, Story.at(at)));
        }

        private void revoke(int at) {
            context = null;
            routes.clear();
            withdrawn.clear();
            take(() -> detection.revoke(state, at + 1, Story.at(at)));
        }

        private void announce(Input input, int at) {
            String path = input.peer().asn()
                    + " ".concat(input.peer().asn() + " ").repeat(input.prepends()) + " " + input.origin();
            ObservedRoute route = input.peer().route(input.prefix(), Story.at(at), path);
            routes.put(route.id(), route);
            if (input.prefix().equals(MONITORED)) {
                withdrawn.remove(Session.of(route));
            }
            take(() -> detection.apply(state, new RouteChange.Announced(MONITORED, Story.at(at), route)));
        }

        private void withdraw(Input input, int at) {
            RouteChange.Withdrawn change =
                    input.peer().withdrawal(MONITORED, input.prefix(), Story.at(at), WithdrawalCause.EXPLICIT);
            ObservedRoute was = routes.remove(change.id());
            if (was != null && input.prefix().equals(MONITORED)) {
                Session.of(was)
                        .requiredBy(context)
                        .ifPresent(session -> withdrawn.put(Session.of(was), session.role()));
            }
            take(() -> detection.apply(state, change));
        }

        Map<String, Set<String>> open(EventType... types) {
            Map<String, Set<String>> open = new TreeMap<>();
            state.open().forEach((key, event) -> {
                if (Set.of(types).contains(key.type())) {
                    open.put(key.toString(), new TreeSet<>(event.vantages()));
                }
            });
            return open;
        }

        Map<String, Set<String>> expectedOffences() {
            Map<String, Set<String>> expected = new TreeMap<>();
            for (ObservedRoute route : routes.values()) {
                String path = route.asPath().toString();
                String origin = path.substring(path.lastIndexOf(' ') + 1);
                boolean legal = context == null
                        || context.legalOrigins().isEmpty()
                        || context.legalOrigins().stream()
                                .anyMatch(asn -> asn.toString().equals(origin));
                boolean announced = context == null || context.policy().announced();
                boolean backup = context != null
                        && Session.of(route)
                                .requiredBy(context)
                                .filter(session -> session.role() == SessionRole.BACKUP)
                                .isPresent();
                if (!legal || !announced) {
                    String type = !announced
                            ? "PrefixSquattingEvent"
                            : !route.prefix().equals(MONITORED)
                                    ? "PrefixSubPrefixHijackEvent"
                                    : backup ? "PrefixBackupRouteOriginAsChangeEvent" : "PrefixOriginAsChangeEvent";
                    expected.computeIfAbsent(type + "|" + route.prefix() + "|" + origin, key -> new TreeSet<>())
                            .add(route.router() + "|" + route.peerAddress());
                }
            }
            return expected;
        }

        Set<String> expectedWithdrawals() {
            Set<String> expected = new TreeSet<>();
            withdrawn.forEach((session, role) -> expected.add(
                    (role == SessionRole.BACKUP ? "PrefixBackupRouteWithdrawalEvent|" : "PrefixWithdrawalEvent|")
                            + MONITORED + "|" + session));
            return expected;
        }
    }
}
