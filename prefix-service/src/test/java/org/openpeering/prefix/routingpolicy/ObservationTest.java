/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.prefix.customerprefix.CustomerPrefix;
import org.openpeering.prefix.monitored.Implied;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.routes.SeenRoute;
import org.openpeering.registry.rpki.Vrp;

/** What was seen for a day suggests what to say, and can be said in one call. */
class ObservationTest {
    private static final Instant NOW = Instant.parse("2026-06-10T00:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofHours(30));
    private static final Instant NEW = NOW.minus(Duration.ofHours(23));
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final Asn PARTNER = new Asn(64500);
    private static final Asn OWNER = new Asn(64501);
    private static final NetworkRules LAB = new NetworkRules(new Asn(8075), new Community(8075, 8007), true);

    private static StatedPolicy stated(@Nullable RoutingPolicy said, Instant made) {
        ResourceId id = ResourceId.ofGroup(new Subscription("s"), "rg", ResourceType.PEERING_SERVICES, "s")
                .child(ResourceType.PREFIXES, "p");
        CustomerPrefix owner = new CustomerPrefix(
                id,
                PREFIX,
                null,
                true,
                false,
                PrefixValidationState.VERIFIED,
                LearnedType.VIA_SERVICE_PROVIDER,
                null,
                null,
                1,
                made);
        return new StatedPolicy(
                owner,
                said == null ? null : new PolicyVersion(2, PREFIX, said, "somebody", made),
                new Implied(List.of(PARTNER, OWNER), List.of(PARTNER)),
                List.of());
    }

    private static SeenRoute seen(Instant since, boolean held, String session, long... path) {
        return new SeenRoute(AsPath.of(path), session, new Asn(path[0]), since, held);
    }

    private static List<Suggestion> suggested(StatedPolicy stated, SeenRoute... routes) {
        return Observation.of(stated, List.of(routes), List.of(), List.of(), NOW)
                .suggestions();
    }

    private static List<Suggestion> suggested(SeenRoute... routes) {
        return suggested(stated(null, OLD), routes);
    }

    @Test
    void whoStandsNextToALegalOriginForADayIsSuggested() {
        assertThat(suggested(
                        seen(OLD, true, "a", 64510, 64505, 64501, 64501),
                        seen(NEW, true, "b", 64511, 64505, 64501),
                        seen(OLD, true, "c", 64500, 64501)))
                .singleElement()
                .satisfies(suggestion -> {
                    assertThat(suggestion.id()).isEqualTo("Upstream-64505");
                    assertThat(suggestion.asn()).isEqualTo(new Asn(64505));
                    assertThat(suggestion.restsOn().sessions()).isEqualTo(2);
                    assertThat(suggestion.restsOn().firstHops()).isEqualTo(2);
                    assertThat(suggestion.restsOn().since()).isEqualTo(OLD);
                    assertThat(suggestion.restsOn().samplePath()).isEqualTo(AsPath.of(64510, 64505, 64501, 64501));
                });
    }

    @Test
    void whatIsNewGoneOrKnownIsNot() {
        SeenRoute day = seen(OLD, true, "c", 64500, 64501);
        assertThat(suggested(day, seen(NEW, true, "a", 64510, 64505, 64501))).isEmpty();
        assertThat(suggested(day, seen(OLD, false, "a", 64510, 64505, 64501))).isEmpty();
        assertThat(suggested(
                        day, seen(OLD, false, "a", 64510, 64505, 64501), seen(NEW, true, "a", 64509, 64505, 64501)))
                .extracting(Suggestion::id)
                .containsExactly("Upstream-64505");
        RoutingPolicy said =
                new RoutingPolicy(List.of(new Asn(64505)), List.of(new Asn(64507)), null, true, List.of(), List.of());
        assertThat(suggested(
                        stated(said, OLD),
                        seen(OLD, true, "a", 64510, 64505, 64501),
                        seen(OLD, true, "b", 64500, 64507)))
                .isEmpty();
    }

    @Test
    void beforeADayNothingIsSuggestedAndThatIsSaid() {
        Observation early = Observation.of(
                stated(null, NEW), List.of(seen(OLD, true, "a", 64510, 64505, 64501)), List.of(), List.of(), NOW);

        assertThat(early.suggestions()).isEmpty();
        SuggestionsView view = SuggestionsView.of(early);
        assertThat(view.observedSince()).isEqualTo(NEW);
        assertThat(view.sufficient()).isFalse();
        assertThat(view.sufficientFrom()).isEqualTo(NEW.plus(Observation.DAY));
        assertThat(view.message()).contains("for a day");
        SuggestionsView unseen =
                SuggestionsView.of(Observation.of(stated(null, OLD), List.of(), List.of(), List.of(), NOW));
        assertThat(unseen.observedSince()).isNull();
        assertThat(unseen.message()).contains("No route");
    }

    @Test
    void anOriginIsSuggestedWhenMoreThanTimeSpeaksForIt() {
        SeenRoute foreign = seen(OLD, true, "a", 64510, 64505, 64511);
        assertThat(suggested(foreign)).isEmpty();

        assertThat(Observation.of(
                                stated(null, OLD),
                                List.of(foreign),
                                List.of(),
                                List.of(new Vrp(PREFIX, 24, new Asn(64511), null)),
                                NOW)
                        .suggestions())
                .singleElement()
                .satisfies(suggestion -> {
                    assertThat(suggestion.id()).isEqualTo("Sibling-64511");
                    assertThat(suggestion.restsOn().reasons())
                            .hasSize(2)
                            .last()
                            .asString()
                            .contains("ROA");
                });
        assertThat(suggested(seen(OLD, true, "p", 64500, 64511)))
                .extracting(Suggestion::id)
                .containsExactly("Sibling-64511");
        assertThat(suggested(seen(OLD, true, "p", 64500, 64505, 64511))).isEmpty();
    }

    private static RoutingEvent part(String announced, long origin) {
        return part(EventType.PREFIX_ANNOUNCEMENT_EVENT, announced, origin);
    }

    private static RoutingEvent part(EventType type, String announced, long origin) {
        return new RoutingEvent(
                type + announced,
                1,
                type,
                type.level(),
                RoutingEvent.Status.ENDED,
                100,
                PREFIX,
                IpPrefix.parse(announced),
                List.of(OWNER),
                new Asn(origin),
                NEW,
                NEW,
                NEW,
                null,
                List.of("edge-1|192.0.2.1"),
                List.of(PARTNER),
                List.of(),
                List.of(),
                "more-specific/1",
                "");
    }

    @Test
    void partsByLegalOriginsSuggestHowLongTheyAre() {
        List<SeenRoute> day = List.of(seen(OLD, true, "c", 64500, 64501));
        List<RoutingEvent> parts = List.of(
                part("203.0.113.0/25", 64501),
                part("203.0.113.64/26", 64501),
                part("203.0.113.0/28", 64511),
                part("203.0.113.0/27", 64501),
                part(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT, "203.0.113.0/27", 64501));

        assertThat(Observation.of(stated(null, OLD), day, parts, List.of(), NOW).suggestions())
                .singleElement()
                .satisfies(suggestion -> {
                    assertThat(suggestion.id()).isEqualTo("MoreSpecifics-26");
                    assertThat(suggestion.maxLength()).isEqualTo(26);
                    assertThat(suggestion.restsOn().sessions()).isEqualTo(1);
                    assertThat(suggestion.restsOn().reasons().getFirst()).contains("203.0.113.64/26 by AS64501");
                });
        RoutingPolicy said = new RoutingPolicy(List.of(), List.of(), 26, true, List.of(), List.of());
        assertThat(Observation.of(stated(said, OLD), day, parts, List.of(), NOW).suggestions())
                .isEmpty();
    }

    @Test
    void whatIsTakenIsAddedToWhatWasSaidAndHolds() {
        MaintenanceWindow over = new MaintenanceWindow(OLD, NEW, "over");
        MaintenanceWindow goesOn = new MaintenanceWindow(NEW, NOW.plusSeconds(60), "");
        AcceptedException expired = new AcceptedException(null, new Asn(64999), null, NEW, "over");
        RoutingPolicy said = new RoutingPolicy(
                List.of(new Asn(64506)), List.of(), null, true, List.of(over, goesOn), List.of(expired));
        StatedPolicy stated = stated(said, OLD);
        List<Suggestion> suggestions = suggested(
                stated,
                seen(OLD, true, "a", 64510, 64505, 64501),
                seen(OLD, true, "b", 64510, 64508, 64501),
                seen(OLD, true, "p", 64500, 64511));

        Checked taken = Acceptance.check(
                stated, suggestions, new AcceptSpec(List.of("Sibling-64511", "Upstream-64505")), LAB, NOW);

        assertThat(taken)
                .isEqualTo(new Checked.Valid(new RoutingPolicy(
                        List.of(new Asn(64506), new Asn(64505)),
                        List.of(new Asn(64511)),
                        null,
                        true,
                        List.of(goesOn),
                        List.of())));
    }

    @Test
    void whatIsNotSuggestedIsNotTaken() {
        StatedPolicy stated = stated(null, OLD);
        List<Suggestion> suggestions = suggested(stated, seen(OLD, true, "a", 64510, 64505, 64501));

        assertThat(targets(Acceptance.check(stated, suggestions, null, LAB, NOW)))
                .containsExactly("ids");
        assertThat(targets(Acceptance.check(stated, suggestions, new AcceptSpec(List.of()), LAB, NOW)))
                .containsExactly("ids");
        assertThat(targets(Acceptance.check(
                        stated,
                        suggestions,
                        new AcceptSpec(List.of("Upstream-1", "Upstream-64505", "Upstream-64505")),
                        LAB,
                        NOW)))
                .containsExactly("ids[0]", "ids[2]");
        RoutingPolicy silent = new RoutingPolicy(List.of(), List.of(), null, false, List.of(), List.of());
        assertThat(targets(Acceptance.check(
                        stated(silent, OLD), suggestions, new AcceptSpec(List.of("Upstream-64505")), LAB, NOW)))
                .containsExactly("properties.upstreams");
    }

    private static List<String> targets(Checked checked) {
        return switch (checked) {
            case Checked.Valid _ -> List.of();
            case Checked.Invalid(ApiError error) ->
                (error.details().isEmpty() ? List.of(error) : error.details())
                        .stream().map(each -> String.valueOf(each.target())).toList();
        };
    }

    /** And what is suggested can be taken, all of it at once. */
    @Property
    void theOrderInWhichItWasSeenChangesNothing(@ForAll("routes") List<SeenRoute> routes, @ForAll Random random) {
        List<SeenRoute> shuffled = new ArrayList<>(routes);
        Collections.shuffle(shuffled, random);
        StatedPolicy stated = stated(null, OLD);

        List<Suggestion> suggestions =
                Observation.of(stated, routes, List.of(), List.of(), NOW).suggestions();

        assertThat(Observation.of(stated, shuffled, List.of(), List.of(), NOW).suggestions())
                .isEqualTo(suggestions);
        assertThat(suggestions).extracting(Suggestion::id).doesNotHaveDuplicates();
        if (!suggestions.isEmpty()) {
            AcceptSpec all = new AcceptSpec(
                    new ArrayList<>(suggestions.stream().map(Suggestion::id).toList()));
            assertThat(Acceptance.check(stated, suggestions, all, LAB, NOW)).isInstanceOf(Checked.Valid.class);
        }
    }

    @Provide
    Arbitrary<List<SeenRoute>> routes() {
        return Combinators.combine(
                        Arbitraries.of(OLD, NEW, OLD.minusSeconds(7)),
                        Arbitraries.of(true, false),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of(64500L, 64510L, 64509L),
                        Arbitraries.of(64500L, 64505L, 64506L),
                        Arbitraries.of(64500L, 64501L, 64511L))
                .as((since, held, session, first, second, origin) -> seen(since, held, session, first, second, origin))
                .list()
                .ofMaxSize(12);
    }
}
