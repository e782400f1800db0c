/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.detection.Story.TRANSIT;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.insights.detection.LeakSign.Leak;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.relationship.Damping;
import org.openpeering.insights.relationship.Inference;
import org.openpeering.insights.relationship.Inference.Bounds;
import org.openpeering.insights.relationship.Inference.Source;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.insights.relationship.Relationships.Attested;
import org.openpeering.insights.relationship.Votes;

class ValleyFreeTest {
    private static final Set<Asn> TOPS = Set.of(new Asn(701), new Asn(3356));

    /** 65540 buys of 64510 and 64511, which buy of 3356. */
    private static Relationships known(int runs) {
        Votes votes = Votes.NONE;
        for (int run = 0; run < runs; run++) {
            Inference inference = new Inference(TOPS, new Bounds(1000, 1000));
            for (int i = 0; i < 3; i++) {
                inference.take(new int[] {701, 3356, 64510, 65540, 70 + i}, Source.ANYBODY);
                inference.take(new int[] {701, 3356, 64511, 65540, 70 + i}, Source.ANYBODY);
            }
            votes = Damping.next(votes, inference, Story.START.plus(Duration.ofDays(run)));
        }
        return new Relationships(TOPS, List.of(votes), Attested.NOTHING);
    }

    private static @Nullable Leak leak(Relationships known, MonitoredPrefix context, String path) {
        AsPath asPath = AsPath.parse(path);
        Held route = Held.of(TRANSIT.route(context.prefix(), Story.START, path));
        return new ValleyFree(() -> known, () -> RpkiView.UNKNOWN).of(context, Way.of(asPath, Set.of()), route);
    }

    private static MonitoredPrefix declared() {
        return Objects.requireNonNull(Story.declared().state.context());
    }

    @Test
    void aCustomerThatGivesOneProvidersRoutesToAnotherOneLeaks() {
        Leak young = leak(known(1), declared(), "701 3356 64511 65540 64510 64500");
        assertThat(young)
                .isEqualTo(new Leak(
                        new Asn(65540),
                        new Asn(64510),
                        new Asn(64511),
                        "AS65540 is a customer of AS64510 by 3 paths, since 2026-03-01, which is not settled yet. AS65540 is a"
                                + " customer of AS64511 by 3 paths, since 2026-03-01, which is not settled yet. It has told the"
                                + " one what it had of the other.",
                        "relationships",
                        20));
        assertThat(Objects.requireNonNull(leak(known(3), declared(), "701 3356 64511 65540 64510 64500"))
                        .points())
                .isEqualTo(40);
    }

    @Test
    void whoIsTransitFreeIsAProviderOrAPeerOfWhoeverIsBesideIt() {
        Leak up = Objects.requireNonNull(leak(known(3), declared(), "64498 701 65540 64510 64500"));
        assertThat(up.leaker()).isEqualTo(new Asn(65540));
        assertThat(up.to()).isEqualTo(new Asn(701));
        Leak down = Objects.requireNonNull(leak(known(3), declared(), "64511 65540 701 64500"));
        assertThat(down.from()).isEqualTo(new Asn(701));
        assertThat(down.what()).contains("AS701 buys transit of nobody, and is a provider or a peer of AS65540.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "701 3356 64511 65540 64500",
                "65540 64510 3356 701 64500",
                "64511 65540 64499 64500",
                "64499 65540 64510 64500",
                "701 65540 3356 64500",
                "65540 64500"
            })
    void whereNothingIsKnownNoLeakIsGuessed(String path) {
        assertThat(leak(known(3), declared(), path)).isNull();
    }

    @Test
    void whatTheOwnerSaysOfHisUpstreamsCounts() {
        RoutingPolicy policy = new RoutingPolicy(List.of(new Asn(65540)), List.of(), null, true, List.of(), List.of());
        MonitoredPrefix context = Objects.requireNonNull(
                new Story("203.0.113.0/24").declare(1, policy, 64510L).state.context());
        assertThat(leak(known(3), context, "64511 65540 64510")).isNull();
        assertThat(leak(known(3), declared(), "64511 65540 64510")).isNotNull();
    }

    @Test
    void whatHasBeenSignedCountsAndWhatIsKnownMayChange() {
        Attested signed = (customer, provider) -> customer.value() == 65540
                ? Optional.of(provider.value() == 64510 || provider.value() == 64511)
                : Optional.empty();
        AtomicReference<Relationships> known =
                new AtomicReference<>(new Relationships(TOPS, List.of(), Attested.NOTHING));
        ValleyFree sign = new ValleyFree(known::get, () -> RpkiView.UNKNOWN);
        List<Asn> way = Way.of(AsPath.parse("64511 65540 64510 64500"), Set.of());
        Held route = Held.of(TRANSIT.route(declared().prefix(), Story.START, "64511 65540 64510 64500"));
        assertThat(sign.of(declared(), way, route)).isNull();
        known.set(new Relationships(TOPS, List.of(), signed));
        assertThat(Objects.requireNonNull(sign.of(declared(), way, route)).what())
                .contains("as it has signed (ASPA)");
    }
}
