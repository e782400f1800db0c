/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.T0;
import static org.openpeering.prefix.testing.Make.observed;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.route;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.SpecialPurpose;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.Evidence.Origins;
import org.openpeering.prefix.evidence.Evidence.OwnAsn;
import org.openpeering.prefix.evidence.RegistryEvidence;
import org.openpeering.prefix.evidence.RegistryEvidence.Aspa;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.evidence.SourceEvidence;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpsl.RouteObject;

/** Nothing is suggested that can not be right. */
class FixesTest {
    private static final Asn OWN = new Asn(8075);
    private static final SourceEvidence CURRENT = new SourceEvidence(Availability.CURRENT, "lab", "1", T0);

    /** All numbers of a fix, but this network's own where somebody announces to it. */
    private static final Pattern NUMBER = Pattern.compile("(?<!to )(?<!sessions with )\\bAS(\\d+)|\"peerAsn\": (\\d+)");

    private static final Pattern ORIGIN = Pattern.compile("(?:asn|origin: +|aut-num: +) ?AS(\\d+)");
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f:.]+/\\d+");

    private static Evidence evidence(
            boolean lab,
            String prefix,
            @Nullable Choice choice,
            long peerAsn,
            List<String> paths,
            RegistryEvidence registries) {
        List<SessionEvidence> sessions = Stream.of("192.0.2.1", "192.0.2.2")
                .map(address -> new SessionEvidence(
                        required(address, peerAsn, "Amsterdam", SessionRole.PRIMARY),
                        List.of(observed("r1", address, peerAsn, true, 1)),
                        paths.stream()
                                .map(path -> route(
                                        prefix,
                                        "r1",
                                        address,
                                        peerAsn,
                                        AsPath.parse(path),
                                        path.length() % 2 == 0 ? new Community[] {MAPS} : new Community[0]))
                                .toList()))
                .toList();
        return new Evidence(
                T0,
                IpPrefix.parse(prefix),
                new NetworkRules(OWN, MAPS, lab),
                choice,
                sessions,
                5,
                5,
                Set.of(),
                registries);
    }

    private static RegistryEvidence registries(List<Vrp> vrps, List<Aspa> aspas, List<RouteObject> objects) {
        return new RegistryEvidence(CURRENT, vrps, aspas, CURRENT, objects, Set.of());
    }

    private static List<String> fixes(Evidence evidence, String check) {
        RuleSet rules = RuleSet.of(evidence);
        List<Examination> said = rules.examine(evidence);
        return IntStream.range(0, said.size())
                .filter(i -> rules.checks().get(i).name().equals(check))
                .mapToObj(i -> said.get(i).fix())
                .filter(Objects::nonNull)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0", "23456", "64512", "65535", "65552", "4200000000", "4294967295", "8075"})
    void noRoaNoObjectAndNoPeerAsnIsSuggestedForAnOriginThatCanNotBe(long origin) {
        Choice choice = choice(null, new Origins(List.of(new Asn(3320)), "Contoso", List.of()));
        for (Choice chosen : new Choice[] {null, choice}) {
            Evidence evidence = evidence(
                    false,
                    "8.8.8.0/24",
                    chosen,
                    3320,
                    List.of("3320 " + origin),
                    registries(List.of(), List.of(), List.of()));
            for (String check : List.of("RpkiOrigin", "RouteObject", "OriginRegistration", "Origin")) {
                assertThat(fixes(evidence, check)).as(check).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/24", "2001:db8::/32", "fc00::/7", "4000::/16", "0.0.0.0/0"})
    void nothingIsSuggestedForAPrefixThatCanNotBe(String prefix) {
        Evidence evidence =
                evidence(false, prefix, null, 3320, List.of("3320 174"), registries(List.of(), List.of(), List.of()));
        assertThat(RuleSet.of(evidence).examine(evidence)).allMatch(said -> said.fix() == null);
    }

    @ParameterizedTest
    @CsvSource({"174, false", "1273, true"})
    void aRoaIsSuggestedOnlyForAnOriginThatTheKeyAllows(long origin, boolean suggested) {
        Evidence evidence = evidence(
                false,
                "8.8.8.0/24",
                choice(new Asn(1273), null),
                3320,
                List.of("3320 " + origin),
                registries(List.of(), List.of(), List.of()));
        assertThat(fixes(evidence, "RpkiOrigin")).hasSize(suggested ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0", "65535", "8075"})
    void noProviderIsAttestedThatCanNotBe(long provider) {
        Aspa aspa = new Aspa(new Asn(1273), List.of(new Asn(0), new Asn(174)));
        Evidence evidence = evidence(
                false,
                "8.8.8.0/24",
                null,
                3320,
                List.of("3320 " + provider + " 1273"),
                registries(List.of(), List.of(aspa), List.of()));
        assertThat(fixes(evidence, "Aspa")).isEmpty();
    }

    private static Choice choice(@Nullable Asn origin, @Nullable Origins origins) {
        return new Choice("Contoso", true, "Amsterdam", true, null, true, true, origin, "0123456789abcdef", origins);
    }

    @Provide
    Arbitrary<Evidence> anything() {
        Arbitrary<Long> number = Arbitraries.of(
                0L, 174L, 1273L, 3320L, 8075L, 23456L, 64496L, 64512L, 65535L, 65552L, 4200000000L, 4294967295L);
        Arbitrary<Asn> asn = number.map(Asn::new);
        Arbitrary<String> hop = Arbitraries.frequencyOf(
                Tuple.of(8, number.map(String::valueOf)),
                Tuple.of(1, Combinators.combine(number, number).as((a, b) -> "{" + a + "," + b + "}")));
        Arbitrary<String> path = hop.list().ofMaxSize(5).map(hops -> String.join(" ", hops));
        Arbitrary<IpPrefix> prefix = Arbitraries.of(
                        "8.8.8.0/24", "10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32", "2600::/32", "4000::/16")
                .map(IpPrefix::parse);
        Arbitrary<Choice> choice = Combinators.combine(
                        asn.injectNull(0.7),
                        asn.list().ofMaxSize(2),
                        asn.map(number1 -> new OwnAsn("Contoso", number1))
                                .list()
                                .ofMaxSize(2))
                .as((origin, partner, own) ->
                        choice(origin, origin == null ? new Origins(partner, "Contoso", own) : null));
        Arbitrary<List<Aspa>> aspas = Combinators.combine(asn, asn.list().ofMaxSize(3))
                .as(Aspa::new)
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        prefix,
                        choice.injectNull(0.3),
                        number,
                        path.list().ofMaxSize(3),
                        aspas,
                        asn.list().ofMaxSize(2),
                        asn.list().ofMaxSize(2))
                .as((lab, block, chosen, peerAsn, paths, attested, roas, objects) -> evidence(
                        lab,
                        block.toString(),
                        chosen,
                        peerAsn,
                        paths,
                        registries(
                                roas.stream()
                                        .map(origin -> Vrp.of(block, block.length(), origin))
                                        .toList(),
                                attested,
                                objects.stream()
                                        .map(origin -> new RouteObject(block, origin, "LAB", 1))
                                        .toList())));
    }

    @Property
    void noFixHoldsAValueThatCanNotBeRight(@ForAll("anything") Evidence evidence) {
        boolean lab = evidence.rules().reservedNumbers();
        for (Examination said : RuleSet.of(evidence).examine(evidence)) {
            String fix = said.fix();
            if (fix == null) {
                continue;
            }
            assertThat(fix)
                    .isNotBlank()
                    .doesNotContain("null")
                    .doesNotContain("AS,")
                    .doesNotEndWith("providers ");
            assertThat(numbers(NUMBER, fix)).allSatisfy(asn -> {
                assertThat(asn).isNotEqualTo(OWN);
                assertThat(asn.use()).isNotEqualTo(Asn.Use.RESERVED);
                assertThat(lab || asn.use() == Asn.Use.PUBLIC).as(fix).isTrue();
            });
            assertThat(numbers(ORIGIN, fix)).as(fix).allMatch(origin -> allowed(evidence.choice(), origin));
            assertThat(PREFIX.matcher(fix).results().map(MatchResult::group))
                    .as(fix)
                    .allMatch(evidence.prefix().toString()::equals);
            assertThat(lab || SpecialPurpose.of(evidence.prefix()).isEmpty()).isTrue();
        }
    }

    private static boolean allowed(@Nullable Choice choice, Asn origin) {
        if (choice == null) {
            return true;
        }
        Origins origins = choice.origins();
        return origins == null ? origin.equals(choice.origin()) : origins.knows(origin);
    }

    private static List<Asn> numbers(Pattern pattern, String fix) {
        return pattern.matcher(fix)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .map(Asn::parse)
                .toList();
    }
}
