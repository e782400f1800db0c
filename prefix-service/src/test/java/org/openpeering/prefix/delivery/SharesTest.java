/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Shares SHARES = new Shares(6, 3);

    /** One webhook with what it has waiting. */
    private record Waiting(int subscription, int webhook, int count, int sending, boolean failing, boolean slow) {}

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        Arbitrary<Waiting> one = Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Waiting::new);
        return one.list()
                .uniqueElements(waiting -> waiting.subscription() + "/" + waiting.webhook())
                .ofMaxSize(12)
                .map(SharesTest::candidates);
    }

    private static List<Candidate> candidates(List<Waiting> all) {
        List<Candidate> candidates = new ArrayList<>();
        for (Waiting waiting : all) {
            for (int i = 0; i < waiting.count(); i++) {
                candidates.add(new Candidate(
                        candidates.size() + 1,
                        waiting.subscription() + "/" + waiting.webhook(),
                        "s" + waiting.subscription(),
                        waiting.sending(),
                        waiting.failing(),
                        waiting.slow()));
            }
        }
        return candidates;
    }

    private static Map<String, Long> counts(List<Candidate> chosen, Function<Candidate, String> of) {
        return chosen.stream().collect(Collectors.groupingBy(of, Collectors.counting()));
    }

    private static int places(Candidate candidate) {
        return candidate.failing() ? 1 : candidate.slow() ? 2 : 3;
    }

    @Property
    void keepTheirBoundsAndTheOrderAndLeaveNoPlaceFree(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll @IntRange(max = 30) int free,
            @ForAll @IntRange(max = 7) int taken) {
        Map<String, Integer> before = Map.of("s0", taken);

        Set<Long> chosen = Set.copyOf(SHARES.choose(candidates, free, before));

        List<Candidate> picked =
                candidates.stream().filter(one -> chosen.contains(one.seq())).toList();
        Map<String, Long> byWebhook = counts(picked, Candidate::webhook);
        Map<String, Long> bySubscription = counts(picked, Candidate::subscription);
        assertThat(picked).hasSizeLessThanOrEqualTo(free);
        bySubscription.forEach((subscription, count) ->
                assertThat(count + before.getOrDefault(subscription, 0)).isLessThanOrEqualTo(6));
        picked.forEach(
                one -> assertThat(byWebhook.get(one.webhook()) + one.sending()).isLessThanOrEqualTo(places(one)));
        for (Candidate left : candidates) {
            if (!chosen.contains(left.seq())) {
                assertThat(picked)
                        .as("none of a webhook is sent before one that was in front of it")
                        .noneMatch(one -> one.webhook().equals(left.webhook()) && one.seq() > left.seq());
                boolean fits = byWebhook.getOrDefault(left.webhook(), 0L) + left.sending() < places(left)
                        && bySubscription.getOrDefault(left.subscription(), 0L)
                                        + before.getOrDefault(left.subscription(), 0)
                                < 6;
                assertThat(fits && picked.size() < free)
                        .as("a place is left free")
                        .isFalse();
            }
        }
    }

    /** Whoever wants less than an equal share gets it all. */
    @Property
    void nobodyWaitsBecauseSomebodyElseHasMuch(
            @ForAll("candidates") List<Candidate> candidates, @ForAll @IntRange(min = 1, max = 30) int free) {
        List<Long> chosen = SHARES.choose(candidates, free, Map.of());
        Map<String, Integer> could = new HashMap<>();
        candidates.stream()
                .map(Candidate::subscription)
                .distinct()
                .forEach(subscription -> could.put(
                        subscription,
                        SHARES.choose(
                                        candidates.stream()
                                                .filter(one ->
                                                        one.subscription().equals(subscription))
                                                .toList(),
                                        100,
                                        Map.of())
                                .size()));
        Map<String, Long> got = counts(
                candidates.stream().filter(one -> chosen.contains(one.seq())).toList(), Candidate::subscription);
        int share = could.isEmpty() ? 0 : free / could.size();
        could.forEach((subscription, wanted) ->
                assertThat(got.getOrDefault(subscription, 0L)).isGreaterThanOrEqualTo(Math.min(wanted, share)));
    }

    /** However many webhooks of however many subscriptions hang, the others have the other half. */
    @Property
    void thoseThatLagHaveSoManyAtMostAndTheOthersLackNothingForIt(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll @IntRange(max = 30) int free,
            @ForAll @IntRange(max = 10) int forLagging) {
        List<Long> chosen = SHARES.choose(candidates, free, Map.of(), forLagging);

        List<Candidate> picked =
                candidates.stream().filter(one -> chosen.contains(one.seq())).toList();
        assertThat(picked.stream().filter(Candidate::lagging)).hasSizeLessThanOrEqualTo(forLagging);
        List<Candidate> well = candidates.stream().filter(one -> !one.lagging()).toList();
        int alone = SHARES.choose(well, 100, Map.of()).size();
        if (forLagging == 0) {
            assertThat(picked).hasSize(Math.min(free, alone));
        }
    }

    @Test
    void areNoneWhenThereIsNothing() {
        assertThat(SHARES.choose(List.of(), 10, Map.of())).isEmpty();
        assertThatCode(() -> SHARES.choose(List.of(), 0, Map.of("s0", 99))).doesNotThrowAnyException();
    }
}
