/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.T0;
import static org.openpeering.prefix.testing.Make.observed;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.kit.json.Json;
import org.openpeering.prefix.check.Verdict;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.RegistryEvidence;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.evidence.SourceEvidence;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.report.CheckReport;
import org.openpeering.prefix.report.DefiniteView;
import org.openpeering.prefix.report.SourceView;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpsl.RouteObject;

class RegistryChecksTest {
    private static final String P = "203.0.113.0/24";
    private static final Asn ORIGIN = new Asn(64496);
    private static final Asn PARTNER = new Asn(64500);
    private static final SourceEvidence CURRENT =
            new SourceEvidence(Availability.CURRENT, "lab", "7/42", T0.minusSeconds(60));
    private static final SourceEvidence STALE =
            new SourceEvidence(Availability.STALE, "lab", "7/42", T0.minus(Duration.ofDays(2)));
    private static final SourceEvidence LOADING = new SourceEvidence(Availability.LOADING, null, null, null);
    private static final Vrp FITS = Vrp.of(IpPrefix.parse(P), 24, ORIGIN);
    private static final Vrp OTHER = Vrp.of(IpPrefix.parse("203.0.113.0/24"), 24, new Asn(64511));
    private static final Choice CHOICE = new Choice("Contoso", true, "Amsterdam", true, null, true, true);
    private static final Choice KEYLESS = new Choice("Contoso", true, "Amsterdam", true, null, true, false);

    private final ObjectMapper json = new ObjectMapper();

    RegistryChecksTest() {
        new Json().customize(json);
    }

    private static RegistryEvidence rpki(SourceEvidence source, List<RegistryEvidence.Aspa> aspas, Vrp... vrps) {
        return new RegistryEvidence(source, List.of(vrps), aspas, SourceEvidence.NOT_CONFIGURED, List.of(), Set.of());
    }

    private static RegistryEvidence irr(SourceEvidence source, Set<Asn> registered, RouteObject... objects) {
        return new RegistryEvidence(
                SourceEvidence.NOT_CONFIGURED, List.of(), null, source, List.of(objects), registered);
    }

    private static Evidence evidence(Instant at, Choice choice, AsPath path, RegistryEvidence registries) {
        List<SessionEvidence> sessions = Stream.of("1", "2")
                .map(n -> new SessionEvidence(
                        required("192.0.2." + n, 64500, "Amsterdam", SessionRole.PRIMARY),
                        List.of(observed("r" + n, "192.0.2." + n, 64500, true, 1)),
                        List.of(route(P, "r" + n, "192.0.2." + n, 64500, path, MAPS))))
                .toList();
        NetworkRules rules = new NetworkRules(new Asn(8075), MAPS, true);
        return new Evidence(at, IpPrefix.parse(P), rules, choice, sessions, 5, 5, Set.of(), registries);
    }

    private static ValidationReport validate(RegistryEvidence registries) {
        return validate(AsPath.of(64500, 64496), registries);
    }

    private static ValidationReport validate(AsPath path, RegistryEvidence registries) {
        return Validation.of(evidence(T0, CHOICE, path, registries), null);
    }

    private static CheckReport check(ValidationReport report, String name) {
        return report.check(name).orElseThrow();
    }

    @Test
    void whatIsNotConfiguredIsNotChecked() {
        ValidationReport report = validate(RegistryEvidence.NONE);

        assertThat(report.state()).isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(report.checks())
                .filteredOn(check -> check.verdict() == Verdict.SKIPPED)
                .extracting(CheckReport::check)
                .containsExactly("BackupSessions", "RpkiOrigin", "Aspa", "OriginRegistration", "RouteObject");
    }

    @Test
    void aValidOriginPassesAndNamesItsData() {
        ValidationReport report = validate(rpki(CURRENT, null, FITS));

        assertThat(report.state()).isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(check(report, "RpkiOrigin").source())
                .isEqualTo(new SourceView(Availability.CURRENT, "lab", "7/42", T0.minusSeconds(60), 60L));
    }

    @Test
    void anInvalidOriginBlocksAndSaysWhichRoaWouldMendIt() {
        ValidationReport report = validate(rpki(CURRENT, null, OTHER));
        CheckReport check = check(report, "RpkiOrigin");

        assertThat(report.state()).isEqualTo(PrefixValidationState.FAILED);
        assertThat(report.errorMessage()).contains("The RPKI does not allow the origin of prefix " + P);
        assertThat(check.code()).isEqualTo("RpkiInvalid");
        assertThat(check.fix()).isEqualTo("prefix 203.0.113.0/24, maxLength 24, asn AS64496");
        assertThat(check.findings()).hasSize(2);
        assertThat(check.findings().getFirst().seen())
                .isEqualTo("AS path 64500 64496, RPKI invalid (wrong origin): 203.0.113.0/24 AS64511");
    }

    @Test
    void aPrefixWithoutRoaIsAWarning() {
        ValidationReport report = validate(rpki(CURRENT, null));

        assertThat(report.state()).isEqualTo(PrefixValidationState.WARNING);
        assertThat(report.errorMessage()).contains("No ROA covers prefix " + P);
        assertThat(check(report, "RpkiOrigin").code()).isEqualTo("RpkiNotFound");
    }

    @Test
    void anAspaThatDoesNotNameThePartnerIsAWarning() {
        RegistryEvidence.Aspa other = new RegistryEvidence.Aspa(ORIGIN, List.of(new Asn(64499)));
        CheckReport check = check(validate(rpki(CURRENT, List.of(other), FITS)), "Aspa");

        assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(check.code()).isEqualTo("AspaNotProvider");
        assertThat(check.fix()).isEqualTo("customer AS64496, providers AS64499, AS64500");
    }

    @Test
    void anAspaInTheMiddleOfThePathCountsAsMuch() {
        AsPath path = AsPath.of(64500, 64499, 64499, 64496);
        RegistryEvidence.Aspa origin = new RegistryEvidence.Aspa(ORIGIN, List.of(new Asn(64499)));
        RegistryEvidence.Aspa none = new RegistryEvidence.Aspa(new Asn(64499), List.of(new Asn(0)));
        CheckReport check = check(validate(path, rpki(CURRENT, List.of(origin, none), FITS)), "Aspa");

        assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(check.message())
                .isEqualTo("The ASPA of AS64499 does not name AS64500, to which it announces prefix " + P
                        + ", as a provider");
        assertThat(check.fix()).isEqualTo("customer AS64499, providers AS64500");

        RegistryEvidence.Aspa some = new RegistryEvidence.Aspa(new Asn(64499), List.of(PARTNER));
        assertThat(check(validate(path, rpki(CURRENT, List.of(origin, some), FITS)), "Aspa")
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void anAspaThatNamesThePartnerOrNoneAtAllIsFine() {
        RegistryEvidence.Aspa named = new RegistryEvidence.Aspa(ORIGIN, List.of(PARTNER));

        assertThat(check(validate(rpki(CURRENT, List.of(named), FITS)), "Aspa").verdict())
                .isEqualTo(Verdict.PASSED);
        assertThat(check(validate(rpki(CURRENT, List.of(), FITS)), "Aspa").verdict())
                .isEqualTo(Verdict.PASSED);
        assertThat(check(validate(AsPath.of(64496), rpki(CURRENT, List.of(named), FITS)), "Aspa")
                        .verdict())
                .isEqualTo(Verdict.PASSED);
        assertThat(check(validate(rpki(CURRENT, null, FITS)), "Aspa").verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void whatNoRoutingRegistryKnowsIsAWarningWithTheObjectToRegister() {
        ValidationReport report = validate(irr(CURRENT, Set.of()));

        assertThat(report.state()).isEqualTo(PrefixValidationState.WARNING);
        assertThat(check(report, "RouteObject").fix()).isEqualTo("""
                route:          203.0.113.0/24
                origin:         AS64496
                mnt-by:         YOUR-MAINTAINER
                source:         YOUR-REGISTRY
                """);
        assertThat(check(report, "OriginRegistration").code()).isEqualTo("OriginAsnNotRegistered");
    }

    @Test
    void whatARoutingRegistryKnowsIsFine() {
        RouteObject object = new RouteObject(IpPrefix.parse(P), ORIGIN, "LAB", 1);

        assertThat(validate(irr(CURRENT, Set.of(ORIGIN), object)).state()).isEqualTo(PrefixValidationState.VERIFIED);
        RouteObject foreign = new RouteObject(IpPrefix.parse(P), new Asn(64511), "LAB", 1);
        assertThat(check(validate(irr(CURRENT, Set.of(ORIGIN), foreign)), "RouteObject")
                        .findings()
                        .getFirst()
                        .seen())
                .isEqualTo("AS path 64500 64496, route objects: AS64511 (LAB)");
    }

    @Test
    void anAsSetIsRefused() {
        ValidationReport report = validate(AsPath.parse("64500 {64496,64497}"), rpki(CURRENT, null, FITS));

        assertThat(report.errorMessage()).contains("AS path for prefix " + P + " shouldn't have any AS_SET");
        assertThat(check(report, "RpkiOrigin").verdict()).isEqualTo(Verdict.FAILED);
    }

    /** Promise U3. */
    @Test
    void dataThatIsTooOldMakesItUnknownAndShowsTheLastDefiniteVerdict() {
        ValidationReport before = validate(rpki(CURRENT, null, FITS));

        ValidationReport report = Validation.of(
                evidence(T0.plusSeconds(9), CHOICE, AsPath.of(64500, 64496), rpki(STALE, null, OTHER)), before);
        ValidationReport later = Validation.of(
                evidence(T0.plusSeconds(99), CHOICE, AsPath.of(64500, 64496), rpki(STALE, null, OTHER)), report);

        assertThat(report.state()).isEqualTo(PrefixValidationState.UNKNOWN);
        assertThat(check(report, "RpkiOrigin").lastDefinite())
                .isEqualTo(new DefiniteView(Verdict.PASSED, null, null, T0));
        assertThat(check(report, "RpkiOrigin").source().ageSeconds()).isGreaterThan(100_000);
        assertThat(check(later, "RpkiOrigin").lastDefinite())
                .isEqualTo(check(report, "RpkiOrigin").lastDefinite());
        assertThat(later.saysTheSameAs(report)).isTrue();
    }

    @Test
    void whatStandsIsNotTakenAwayWhileDataIsLoaded() {
        AsPath path = AsPath.of(64500, 64496);
        for (RegistryEvidence registries : List.of(rpki(CURRENT, null, FITS), rpki(CURRENT, null))) {
            ValidationReport before = validate(registries);

            assertThat(Validation.of(evidence(T0, CHOICE, path, rpki(LOADING, null)), before)
                            .state())
                    .isEqualTo(before.state());
        }
        assertThat(validate(rpki(LOADING, null)).state()).isEqualTo(PrefixValidationState.PENDING);
    }

    @Test
    void whoHasNoKeyIsToldNothing() {
        ValidationReport report =
                Validation.of(evidence(T0, KEYLESS, AsPath.of(64500, 64496), rpki(CURRENT, List.of(), OTHER)), null);

        assertThat(report.checks())
                .filteredOn(check -> Set.of("RpkiOrigin", "Aspa").contains(check.check()))
                .hasSize(2)
                .allMatch(check ->
                        check.verdict() == Verdict.SKIPPED && check.findings().isEmpty() && check.fix() == null);
    }

    // ------------------------------------------------------------------ replay

    @Provide
    Arbitrary<List<Evidence>> story() {
        Arbitrary<AsPath> path = Arbitraries.of("64500 64496", "64496", "64500 {64496,64497}", "64500 64511", "1 2 3 4")
                .map(AsPath::parse);
        Arbitrary<SourceEvidence> source = Arbitraries.of(CURRENT, STALE, LOADING, SourceEvidence.NOT_CONFIGURED);
        Arbitrary<RegistryEvidence> registries = Combinators.combine(
                        source,
                        Arbitraries.of(FITS, OTHER).list().ofMaxSize(2),
                        Arbitraries.of(
                                        new RegistryEvidence.Aspa(ORIGIN, List.of(PARTNER)),
                                        new RegistryEvidence.Aspa(ORIGIN, List.of(new Asn(0))))
                                .list()
                                .ofMaxSize(1)
                                .injectNull(0.2),
                        source,
                        Arbitraries.of(
                                        new RouteObject(IpPrefix.parse(P), ORIGIN, "LAB", Long.MIN_VALUE),
                                        new RouteObject(IpPrefix.parse(P), PARTNER, "LAB", 1))
                                .list()
                                .ofMaxSize(2),
                        Arbitraries.of(ORIGIN, PARTNER).set().ofMaxSize(2))
                .as(RegistryEvidence::new);
        return Combinators.combine(
                        Arbitraries.of(CHOICE, KEYLESS).injectNull(0.3),
                        path,
                        registries,
                        Arbitraries.integers().between(0, 100_000))
                .as((choice, asPath, said, seconds) -> evidence(T0.plusSeconds(seconds), choice, asPath, said))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private <T> T through(T value, Class<T> type) {
        try {
            return json.readValue(json.writeValueAsString(value), type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** What is remembered of a story is enough to come to each of its verdicts again. */
    @Property
    void rememberedEvidenceGivesTheRememberedVerdict(@ForAll("story") List<Evidence> story) {
        List<VerdictRepository.Remembered> remembered = new ArrayList<>();
        ValidationReport stored = null;
        for (Evidence evidence : story) {
            ValidationReport report = Validation.of(evidence, stored);
            if (stored == null || !report.saysTheSameAs(stored)) {
                remembered.add(new VerdictRepository.Remembered("p", "", report, evidence, List.of()));
                stored = report;
            }
        }

        ValidationReport before = null;
        for (VerdictRepository.Remembered row : remembered) {
            ValidationReport read = through(row.report(), ValidationReport.class);
            assertThat(read).isEqualTo(row.report());
            assertThat(Validation.of(through(row.evidence(), Evidence.class), before))
                    .isEqualTo(read);
            before = read;
        }
    }
}
