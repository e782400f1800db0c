/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.T0;
import static org.openpeering.prefix.testing.Make.observed;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository.Confirmed;
import org.openpeering.prefix.report.VerdictRepository.Remembered;
import org.openpeering.prefix.validation.ValidationRepository.Latest;

/** What is stored of a batch of judgements: only what is new, and once in a while that the rest holds. */
class SettlementTest {
    private static final String P = "203.0.113.0/24";
    private static final String KEY = "the-target";
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration HOUR = Duration.ofHours(1);

    // ------------------------------------------------------------------ given

    private static Evidence good(Instant at) {
        return evidence(at, AsPath.of(64500, 64496));
    }

    private static Evidence tooLong(Instant at) {
        return evidence(at, AsPath.of(64500, 64501, 64502, 64496));
    }

    /** A registered prefix, announced on two sessions. */
    private static Evidence evidence(Instant at, AsPath path) {
        List<SessionEvidence> sessions = Stream.of("1", "2")
                .map(n -> new SessionEvidence(
                        required("192.0.2." + n, 64500, "Amsterdam", SessionRole.PRIMARY),
                        List.of(observed("r" + n, "192.0.2." + n, 64500, true, 1)),
                        List.of(route(P, "r" + n, "192.0.2." + n, 64500, path, MAPS))))
                .toList();
        return new Evidence(
                at, IpPrefix.parse(P), new NetworkRules(new Asn(8075), MAPS, true), null, sessions, 5, 5, Set.of());
    }

    private static ValidationReport report(Evidence evidence) {
        return Validation.of(evidence, null);
    }

    /** Judged by {@code now} when {@code before} was what was found last. */
    private static Judged judged(Evidence now, Evidence before) {
        return judged(now, report(before).state(), Validation.judge(before).fingerprint(), before.at());
    }

    private static Judged judged(Evidence now, PrefixValidationState state, String fingerprint, Instant validatedAt) {
        return Judged.of(KEY, now, new Latest(state, fingerprint, validatedAt));
    }

    // ------------------------------------------------------------------ then

    @Test
    void theFirstVerdictIsRemembered() {
        Judged judged = judged(good(T0), PrefixValidationState.PENDING, null, null);

        Settlement settlement = Settlement.of(List.of(judged), Map.of());

        assertThat(Settlement.anew(List.of(judged))).containsExactly(KEY);
        assertThat(settlement.remembered())
                .singleElement()
                .extracting(Remembered::report)
                .isEqualTo(report(good(T0)));
        assertThat(settlement.confirmed()).isEmpty();
        assertThat(settlement.learned()).containsExactly(KEY);
    }

    @Test
    void whatHoldsIsNotStoredAMomentLater() {
        Judged judged = judged(good(T0.plus(MOMENT)), good(T0));

        Settlement settlement = Settlement.of(List.of(judged), Map.of());

        assertThat(Settlement.anew(List.of(judged))).isEmpty();
        assertThat(settlement).isEqualTo(new Settlement(List.of(), List.of(), Set.of(KEY)));
    }

    @Test
    void whatStillHoldsAfterAWhileIsConfirmed() {
        Settlement settlement = Settlement.of(List.of(judged(good(T0.plus(HOUR)), good(T0))), Map.of());

        assertThat(settlement.remembered()).isEmpty();
        assertThat(settlement.confirmed())
                .singleElement()
                .extracting(Confirmed::target, Confirmed::at)
                .containsExactly(KEY, T0.plus(HOUR));
    }

    @Test
    void anotherVerdictIsRememberedAndNotLearnedAnyMore() {
        Judged judged = judged(tooLong(T0.plus(MOMENT)), good(T0));

        Settlement settlement = Settlement.of(List.of(judged), Map.of(KEY, report(good(T0))));

        assertThat(settlement.remembered()).singleElement().satisfies(verdict -> {
            assertThat(verdict.report().state()).isEqualTo(PrefixValidationState.FAILED);
            assertThat(verdict.evidence()).isEqualTo(tooLong(T0.plus(MOMENT)));
            assertThat(verdict.fingerprint())
                    .isEqualTo(Validation.judge(tooLong(T0)).fingerprint());
        });
        assertThat(settlement.confirmed()).isEmpty();
        assertThat(settlement.learned()).isEmpty();
    }

    /** It is to be judged anew, without its fingerprint, but comes to the same. */
    @Test
    void whatSaysTheSameAfterAllIsConfirmedAtOnce() {
        Judged judged = judged(good(T0.plus(MOMENT)), PrefixValidationState.VERIFIED, null, T0);

        Settlement settlement = Settlement.of(List.of(judged), Map.of(KEY, report(good(T0))));

        assertThat(settlement.remembered()).isEmpty();
        assertThat(settlement.confirmed())
                .singleElement()
                .extracting(Confirmed::before, Confirmed::fingerprint)
                .containsExactly(null, Validation.judge(good(T0)).fingerprint());
        assertThat(settlement.learned()).containsExactly(KEY);
    }

    /** Somebody has set the state otherwise since, for example because it could not be validated. */
    @Test
    void aStateThatWasSetOtherwiseIsPutRight() {
        Judged judged = judged(good(T0.plus(MOMENT)), PrefixValidationState.FAILED, null, T0);
        ValidationReport before = Validation.of(tooLong(T0), null);

        Settlement settlement = Settlement.of(List.of(judged), Map.of(KEY, before));

        assertThat(settlement.remembered())
                .singleElement()
                .extracting(verdict -> verdict.report().state())
                .isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(settlement.learned()).containsExactly(KEY);
    }
}
