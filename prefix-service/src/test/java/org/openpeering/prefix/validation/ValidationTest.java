/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.T0;
import static org.openpeering.prefix.testing.Make.observed;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.route;
import static org.openpeering.prefix.testing.Make.table;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.check.Finding;
import org.openpeering.prefix.check.Verdict;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.report.CheckReport;
import org.openpeering.prefix.report.ValidationReport;

class ValidationTest {
    private static final String P = "203.0.113.0/24";
    private static final AsPath PATH = AsPath.of(64500, 64496);
    private static final Choice CHOICE = new Choice("Contoso", true, "Amsterdam", true, null, true, true);
    private static final Choice WITH_BACKUP = new Choice("Contoso", true, "Amsterdam", true, "London", true, true);

    // ------------------------------------------------------------------ given

    private static Evidence evidence(Choice choice, long matched, SessionEvidence... sessions) {
        return evidence(T0, choice, matched, true, Set.of(), sessions);
    }

    private static Evidence evidence(
            Instant at, Choice choice, long matched, boolean lab, Set<Asn> allowed, SessionEvidence... sessions) {
        NetworkRules rules = new NetworkRules(new Asn(8075), MAPS, lab);
        return new Evidence(at, IpPrefix.parse(P), rules, choice, List.of(sessions), 5, matched, allowed);
    }

    private static SessionEvidence up(String address, String router, SessionRole role, ObservedRoute... routes) {
        return new SessionEvidence(
                required(address, 64500, role == SessionRole.PRIMARY ? "Amsterdam" : "London", role),
                List.of(observed(router, address, 64500, true, 1)),
                List.of(routes));
    }

    private static SessionEvidence down(String address, String router, SessionRole role) {
        return new SessionEvidence(
                required(address, 64500, "Amsterdam", role),
                List.of(observed(router, address, 64500, false, 1)),
                List.of());
    }

    private static SessionEvidence coming(String address, String router, ObservedRoute... routes) {
        return new SessionEvidence(
                required(address, 64500, "Amsterdam", SessionRole.PRIMARY),
                List.of(table(router, address, 64500, false, 1)),
                List.of(routes));
    }

    private static SessionEvidence announcing(String address, String router, AsPath path, Community... communities) {
        return up(address, router, SessionRole.PRIMARY, route(P, router, address, 64500, path, communities));
    }

    private static SessionEvidence[] two(AsPath path, Community... communities) {
        return new SessionEvidence[] {
            announcing("192.0.2.1", "r1", path, communities), announcing("192.0.2.2", "r2", path, communities)
        };
    }

    private static ValidationReport validate(Evidence evidence) {
        return Validation.of(evidence, null);
    }

    // ------------------------------------------------------------------ a customer's prefix

    @Test
    void isVerifiedWhenEverythingIsAsItShouldBe() {
        ValidationReport report = validate(evidence(CHOICE, 5, two(PATH, MAPS)));

        assertThat(report.state()).isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(report.errorMessage()).isEmpty();
        assertThat(report.checks())
                .filteredOn(check -> check.verdict() != Verdict.PASSED)
                .allMatch(check -> check.verdict() == Verdict.SKIPPED)
                .extracting(CheckReport::check)
                .containsExactly("BackupSessions", "RpkiOrigin", "Aspa", "OriginRegistration", "RouteObject");
    }

    @Test
    void isPendingUntilEveryRouteWasMatched() {
        ValidationReport report = validate(evidence(CHOICE, 4, two(PATH, MAPS)));

        assertThat(report.state()).isEqualTo(PrefixValidationState.PENDING);
        assertThat(report.check("Announcement"))
                .get()
                .extracting(CheckReport::verdict)
                .isEqualTo(Verdict.WAITING);
    }

    @Test
    void staysVerifiedWhileWhatIsMonitoredChanges() {
        ValidationReport before = validate(evidence(CHOICE, 5, two(PATH, MAPS)));

        ValidationReport report = Validation.of(evidence(CHOICE, 4, two(PATH, MAPS)), before);

        assertThat(report.state()).isEqualTo(PrefixValidationState.VERIFIED);
    }

    @Test
    void saysOnWhichSessionItIsMissing() {
        ValidationReport report = validate(evidence(
                CHOICE, 5, announcing("192.0.2.1", "r1", PATH, MAPS), up("192.0.2.2", "r2", SessionRole.PRIMARY)));

        assertThat(report.state()).isEqualTo(PrefixValidationState.FAILED);
        assertThat(report.errorMessage())
                .contains("Not receiving prefix advertisement from 192.0.2.2 for prefix 203.0.113.0/24");
        assertThat(report.check("Announcement").orElseThrow().findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.session().router()).isEqualTo("r2");
                    assertThat(finding.session().peerAddress()).isEqualTo("192.0.2.2");
                    assertThat(finding.seen()).isEqualTo("session established, prefix not announced");
                    assertThat(finding.since()).isEqualTo(T0);
                });
    }

    @Test
    void countsASessionThatIsDownAsNotAnnouncingAtOnce() {
        ValidationReport report = validate(evidence(
                CHOICE,
                4,
                announcing("192.0.2.1", "r1", PATH, MAPS),
                announcing("192.0.2.2", "r2", PATH, MAPS),
                down("192.0.2.3", "r3", SessionRole.PRIMARY)));

        assertThat(report.errorMessage())
                .contains("Not receiving prefix advertisement from 192.0.2.3 for prefix 203.0.113.0/24");
    }

    @Test
    void waitsWhileTheTableOfASilentSessionIsNotComplete() {
        ValidationReport report =
                validate(evidence(CHOICE, 5, announcing("192.0.2.1", "r1", PATH, MAPS), coming("192.0.2.2", "r2")));

        assertThat(report.state()).isEqualTo(PrefixValidationState.PENDING);
        assertThat(report.check("Announcement").orElseThrow().verdict()).isEqualTo(Verdict.WAITING);
        assertThat(report.check("Announcement").orElseThrow().message())
                .isEqualTo("Not all routes from 192.0.2.2 are known: the table is still coming,"
                        + " or not all of it could be read.");
    }

    @Test
    void whatWasAnnouncedAndIsTakenBackIsNotWaitedFor() {
        ObservedRoute route = route(P, "r2", "192.0.2.2", 64500, PATH, MAPS);
        SessionEvidence first = announcing("192.0.2.1", "r1", PATH, MAPS);
        ValidationReport before = validate(evidence(CHOICE, 5, first, coming("192.0.2.2", "r2", route)));

        ValidationReport after = Validation.of(evidence(CHOICE, 5, first, coming("192.0.2.2", "r2")), before);

        assertThat(after.state()).isEqualTo(PrefixValidationState.FAILED);
        assertThat(after.check("Announcement").orElseThrow().findings())
                .extracting(finding -> finding.session().peerAddress())
                .containsExactly("192.0.2.2");
    }

    @Test
    void aSessionThatIsNewlyRequiredIsWaitedForWhileItsTableIsComing() {
        ObservedRoute route = route(P, "r2", "192.0.2.2", 64500, PATH, MAPS);
        SessionEvidence first = announcing("192.0.2.1", "r1", PATH, MAPS);
        SessionEvidence second = coming("192.0.2.2", "r2", route);
        ValidationReport before = validate(evidence(CHOICE, 5, first, second));

        ValidationReport added = Validation.of(evidence(CHOICE, 5, first, second, coming("192.0.2.3", "r3")), before);

        assertThat(added.state()).isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(added.check("Announcement").orElseThrow().verdict()).isEqualTo(Verdict.WAITING);

        ValidationReport lost =
                Validation.of(evidence(CHOICE, 5, first, coming("192.0.2.2", "r2"), coming("192.0.2.3", "r3")), added);

        assertThat(lost.state()).isEqualTo(PrefixValidationState.FAILED);
        assertThat(lost.check("Announcement").orElseThrow().findings())
                .as("what is still waited for is not missing")
                .extracting(finding -> finding.session().peerAddress())
                .containsExactly("192.0.2.2");
    }

    @Test
    void whatIsAnnouncedInATableThatIsStillComingIsAnnounced() {
        ObservedRoute route = route(P, "r2", "192.0.2.2", 64500, PATH, MAPS);

        ValidationReport report = validate(
                evidence(CHOICE, 5, announcing("192.0.2.1", "r1", PATH, MAPS), coming("192.0.2.2", "r2", route)));

        assertThat(report.state()).isEqualTo(PrefixValidationState.VERIFIED);
    }

    @Test
    void failsForWhatIsMissingForAFactAndLeavesAsideWhatMayStillCome() {
        ValidationReport report = validate(evidence(
                CHOICE,
                5,
                up("192.0.2.1", "r1", SessionRole.PRIMARY),
                coming("192.0.2.2", "r2"),
                down("192.0.2.3", "r3", SessionRole.PRIMARY)));

        assertThat(report.state()).isEqualTo(PrefixValidationState.FAILED);
        assertThat(report.check("Announcement").orElseThrow().findings())
                .extracting(finding -> finding.session().peerAddress())
                .containsExactly("192.0.2.1", "192.0.2.3");
    }

    /** One router of the metro has all of its table, the other one not. */
    @Test
    void aSessionThatIsUpOnTwoRoutersIsKnownWhenBothTablesAre() {
        SessionEvidence twice = new SessionEvidence(
                required("192.0.2.2", 64500, "Amsterdam", SessionRole.PRIMARY),
                List.of(
                        observed("r2", "192.0.2.2", 64500, true, 1),
                        table("r3", "192.0.2.2", 64500, false, 1),
                        observed("r4", "192.0.2.2", 64500, false, 1)),
                List.of());

        ValidationReport report = validate(evidence(CHOICE, 5, announcing("192.0.2.1", "r1", PATH, MAPS), twice));

        assertThat(report.check("Announcement").orElseThrow().verdict()).isEqualTo(Verdict.WAITING);
    }

    @Test
    void needsTwoSessionsOnTwoRoutersAtThePrimaryLocation() {
        String message = "Provider has fewer than two sessions in its primary location";

        assertThat(validate(evidence(CHOICE, 5, announcing("192.0.2.1", "r1", PATH, MAPS)))
                        .errorMessage())
                .contains(message);
        assertThat(validate(evidence(
                                CHOICE,
                                5,
                                announcing("192.0.2.1", "r1", PATH, MAPS),
                                announcing("192.0.2.2", "r1", PATH, MAPS)))
                        .errorMessage())
                .contains(message);
    }

    @Test
    void needsASessionAtTheBackupLocationWhenThereIsOne() {
        SessionEvidence[] primary = two(PATH, MAPS);
        SessionEvidence backup =
                up("192.0.2.3", "r3", SessionRole.BACKUP, route(P, "r3", "192.0.2.3", 64500, PATH, MAPS));

        assertThat(validate(evidence(WITH_BACKUP, 5, primary)).errorMessage())
                .contains("Provider has no sessions in its backup location");
        assertThat(validate(evidence(WITH_BACKUP, 5, primary[0], primary[1], backup))
                        .state())
                .isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(validate(evidence(WITH_BACKUP, 5, primary[0], primary[1], up("192.0.2.3", "r3", SessionRole.BACKUP)))
                        .errorMessage())
                .contains("Not receiving prefix advertisement from 192.0.2.3 for prefix 203.0.113.0/24");
    }

    @Test
    void needsTheCommunityOnEveryRoute() {
        ValidationReport report = validate(evidence(
                CHOICE,
                5,
                announcing("192.0.2.1", "r1", PATH, MAPS),
                announcing("192.0.2.2", "r2", PATH, new Community(64500, 1))));

        assertThat(report.errorMessage())
                .contains("Received route for prefix 203.0.113.0/24 should have the MAPS community 8075:8007");
        assertThat(report.check("Community").orElseThrow().findings())
                .singleElement()
                .extracting(Finding::seen)
                .isEqualTo("64500:1");
    }

    @Test
    void takesNoPathLongerThanThree() {
        assertThat(validate(evidence(CHOICE, 5, two(AsPath.of(64500, 64501, 64496), MAPS)))
                        .state())
                .isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(validate(evidence(CHOICE, 5, two(AsPath.of(64500, 64501, 64502, 64496), MAPS)))
                        .errorMessage())
                .contains("AS path length for prefix 203.0.113.0/24 should be <=3");
    }

    @Test
    void takesNoPrependedPath() {
        assertThat(validate(evidence(CHOICE, 5, two(AsPath.of(64500, 64496, 64496), MAPS)))
                        .state())
                .isEqualTo(PrefixValidationState.FAILED);
    }

    @Test
    void takesNoPrivateNumberInAPathExceptAnApprovedOneOfALab() {
        SessionEvidence[] sessions = two(AsPath.of(64500, 65001), MAPS);
        String message = "AS path for prefix 203.0.113.0/24 shouldn't have any private ASN";

        assertThat(validate(evidence(CHOICE, 5, sessions)).errorMessage()).contains(message);
        assertThat(validate(evidence(T0, CHOICE, 5, true, Set.of(new Asn(65001)), sessions))
                        .state())
                .isEqualTo(PrefixValidationState.VERIFIED);
        ValidationReport outside = validate(evidence(T0, CHOICE, 5, false, Set.of(new Asn(65001)), sessions));
        assertThat(outside.check("PathNumbers").orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void takesNoDocumentationNumberOutsideOfALab() {
        ValidationReport report = validate(evidence(T0, CHOICE, 5, false, Set.of(), two(PATH, MAPS)));

        assertThat(report.check("PathNumbers").orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.errorMessage()).contains("Peering service prefix is invalid");
    }

    @Test
    void needsTheKeyAndSaysNothingAboutRoutesWithoutIt() {
        Choice keyless = new Choice("Contoso", true, "Amsterdam", true, null, true, false);

        ValidationReport report = validate(evidence(keyless, 5, two(AsPath.of(1, 2, 3, 4, 5))));

        assertThat(report.errorMessage()).contains("Peering service prefix key does not match");
        assertThat(report.checks())
                .filteredOn(check -> check.check().startsWith("Path")
                        || check.check().equals("Announcement")
                        || check.check().equals("Community"))
                .hasSize(6)
                .allMatch(check ->
                        check.verdict() == Verdict.SKIPPED && check.findings().isEmpty());
    }

    @Test
    void needsAProviderThatServesTheLocations() {
        Choice unknown = new Choice("Contoso", false, "Amsterdam", false, null, true, true);
        Choice elsewhere = new Choice("Contoso", true, "Amsterdam", true, "London", false, true);

        assertThat(validate(evidence(unknown, 5)).errorMessage()).contains("Peering service provider not found");
        assertThat(validate(evidence(elsewhere, 5)).errorMessage())
                .contains("Peering location not found: the provider does not serve London");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        ValidationReport report =
                validate(evidence(CHOICE, 5, announcing("192.0.2.1", "r1", AsPath.of(64500, 65001, 65001, 65001))));

        assertThat(report.checks())
                .filteredOn(check -> check.verdict() == Verdict.FAILED)
                .extracting(CheckReport::check)
                .containsExactly("PrimarySessions", "Community", "PathLength", "PathNumbers", "PathPrepending");
    }

    // ------------------------------------------------------------------ a registered prefix

    @Test
    void listsEverySessionOfThePeeringOnWhichItIsMissing() {
        ValidationReport report = validate(evidence(
                null,
                5,
                up("192.0.2.1", "r1", SessionRole.PRIMARY),
                announcing("192.0.2.2", "r2", PATH, MAPS),
                down("192.0.2.3", "r3", SessionRole.PRIMARY)));

        assertThat(report.errorMessage()).contains("Prefix not received from IP 192.0.2.1, 192.0.2.3");
    }

    @Test
    void usesTheDocumentedWordsForRegisteredPrefixes() {
        assertThat(validate(evidence(null, 5, two(PATH))).errorMessage())
                .contains("Advertisement missing MAPS community");
        assertThat(validate(evidence(null, 5, two(AsPath.of(1, 2, 3, 4), MAPS))).errorMessage())
                .contains("AS path isn't correct");
        assertThat(validate(evidence(null, 5, announcing("192.0.2.1", "r1", PATH, MAPS)))
                        .state())
                .isEqualTo(PrefixValidationState.VERIFIED);
    }

    // ------------------------------------------------------------------ the pipeline

    @Test
    void keepsSinceWhileAVerdictStaysTheSame() {
        Instant later = T0.plus(Duration.ofHours(1));
        ValidationReport first = validate(evidence(CHOICE, 5, announcing("192.0.2.1", "r1", PATH, MAPS)));

        ValidationReport second = Validation.of(evidence(later, CHOICE, 5, true, Set.of(), two(PATH)), first);

        assertThat(second.check("PrefixKey").orElseThrow().since()).isEqualTo(T0);
        assertThat(second.check("PrimarySessions").orElseThrow().since()).isEqualTo(later);
        assertThat(second.check("Community").orElseThrow().since()).isEqualTo(later);
    }

    @Property
    void isFailedExactlyWhenABlockingCheckFailed(@ForAll("anything") Evidence evidence) {
        ValidationReport report = validate(evidence);

        boolean failed =
                report.checks().stream().anyMatch(check -> check.blocking() && check.verdict() == Verdict.FAILED);
        assertThat(report.state() == PrefixValidationState.FAILED).isEqualTo(failed);
        assertThat(report.errorMessage().isPresent()).isEqualTo(failed);
    }

    @Property
    void isNeverVerifiedOnIncompleteEvidence(@ForAll("anything") Evidence evidence) {
        ValidationReport report = validate(evidence);

        if (!evidence.complete()) {
            assertThat(report.state()).isNotEqualTo(PrefixValidationState.VERIFIED);
        }
    }

    @Property
    void isVerifiedOnlyWhenEveryRequiredSessionAnnounces(@ForAll("anything") Evidence evidence) {
        ValidationReport report = validate(evidence);

        if (report.state() == PrefixValidationState.VERIFIED) {
            assertThat(evidence.sessions()).isNotEmpty().allMatch(SessionEvidence::announces);
        }
    }

    @Property
    void saysTheSameAgainOnTheSameEvidence(@ForAll("anything") Evidence evidence) {
        ValidationReport report = validate(evidence);

        assertThat(Validation.of(evidence, report).saysTheSameAs(report)).isTrue();
    }

    @Provide
    Arbitrary<Evidence> anything() {
        Arbitrary<AsPath> path = Arbitraries.of(64500L, 64496L, 65001L, 8075L)
                .list()
                .ofMaxSize(5)
                .map(asns -> AsPath.of(asns.stream().mapToLong(Long::longValue).toArray()));
        Arbitrary<Community> community = Arbitraries.of(MAPS, MAPS, new Community(1, 1));
        Arbitrary<SessionEvidence> session = Combinators.combine(
                        Arbitraries.of("192.0.2.1", "192.0.2.2", "192.0.2.3"),
                        Arbitraries.of("r1", "r2"),
                        Arbitraries.of(SessionRole.values()),
                        Arbitraries.of(0, 1, 2),
                        path,
                        community)
                .as((address, router, role, shape, asPath, tag) -> switch (shape) {
                    case 0 -> down(address, router, role);
                    case 1 -> up(address, router, role);
                    default -> up(address, router, role, route(P, router, address, 64500, asPath, tag));
                });
        Arbitrary<Choice> choice =
                Arbitraries.of(CHOICE, WITH_BACKUP, new Choice("Contoso", true, "Amsterdam", true, null, true, false));
        return Combinators.combine(
                        choice.injectNull(0.3),
                        Arbitraries.of(0L, 4L, 5L, 6L),
                        session.list().ofMaxSize(4),
                        Arbitraries.of(Set.of(), Set.of(new Asn(65001))))
                .as((chosen, matched, sessions, allowed) ->
                        evidence(T0, chosen, matched, true, asns(allowed), sessions.toArray(SessionEvidence[]::new)));
    }

    private static Set<Asn> asns(Set<?> values) {
        return values.stream().map(Asn.class::cast).collect(Collectors.toSet());
    }
}
