/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.partner.Provider;
import org.openpeering.prefix.advice.Advice.Facts;
import org.openpeering.prefix.advice.AdviceRepository.Others;
import org.openpeering.prefix.advice.AdviceRepository.Own;
import org.openpeering.prefix.advice.AdviceRepository.Up;
import org.openpeering.prefix.advice.AdviceView.Basis;
import org.openpeering.prefix.advice.AdviceView.Evidence;
import org.openpeering.prefix.advice.AdviceView.Kind;
import org.openpeering.prefix.advice.AdviceView.Option;

class AdviceTest {
    private static final List<Provider> PROVIDERS = List.of(
            new Provider("Alpha", 1, List.of(new Asn(64496)), List.of("Frankfurt", "Paris")),
            new Provider("Beta", 2, List.of(new Asn(64497)), List.of("Frankfurt", "New York")));
    private static final List<Place> PLACES = List.of(
            new Place(Place.Kind.METRO, "Frankfurt", 1, "DE", "", 50.11, 8.68),
            new Place(Place.Kind.METRO, "Paris", 1, "FR", "", 48.86, 2.35),
            new Place(Place.Kind.METRO, "New York", 1, "US", "", 40.71, -74.01),
            new Place(Place.Kind.SERVICE_LOCATION, "Hesse", 1, "Germany", "Hesse", 50.6, 9.0));
    private static final List<Up> UP = List.of(
            new Up(64496, "Frankfurt", 2),
            new Up(64496, "Paris", 1),
            new Up(64497, "Frankfurt", 1),
            new Up(64497, "New York", 1));

    private static Facts facts() {
        return Facts.of("hesse", "alpha", "paris").knowing(PROVIDERS, PLACES).seeing(UP);
    }

    private static List<String> order(Facts facts) {
        return Advice.of(facts).value().stream()
                .map(option -> option.peeringServiceProvider() + " " + option.peeringLocation())
                .toList();
    }

    private static Evidence evidence(Option option, Kind kind) {
        return option.evidence().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatNobodyMeasuredIsRankedByDistanceAndWhatIsTooFarComesLast() {
        assertThat(order(facts())).containsExactly("Alpha Frankfurt", "Beta Frankfurt", "Alpha Paris", "Beta New York");
        Option first = Advice.of(facts()).value().getFirst();
        assertThat(first.basis()).isEqualTo(Basis.DISTANCE);
        assertThat(first.available()).isTrue();
        Option last = Advice.of(facts()).value().getLast();
        assertThat(last.available()).isFalse();
        assertThat(evidence(last, Kind.DISTANCE).what()).contains("beyond the 1609 km");
    }

    @Test
    void everyAbsenceIsSaid() {
        assertThat(Advice.of(facts()).value()).allSatisfy(option -> {
            assertThat(option.evidence()).extracting(Evidence::kind).containsExactly(Kind.values());
            assertThat(evidence(option, Kind.OWN_MEASUREMENTS).known()).isFalse();
            assertThat(evidence(option, Kind.OTHERS_MEASUREMENTS).what()).startsWith("Fewer than 3 other customers");
        });
    }

    @Test
    void whatIsTheServicesNowIsMarked() {
        assertThat(Advice.of(facts()).value().stream().filter(Option::current))
                .singleElement()
                .satisfies(option -> assertThat(option.peeringLocation()).isEqualTo("Paris"));
    }

    @Test
    void ownMeasurementsCountBeforeThoseOfOthersAndThoseBeforeDistance() {
        Facts measured = facts().measured(
                        List.of(new Own("paris", 2, 3.0, 2.5, 900)),
                        List.of(new Others("alpha", "Paris", 4, 40.0), new Others("beta", "Frankfurt", 3, 4.0)));
        List<Option> options = Advice.of(measured).value();
        assertThat(order(measured)).startsWith("Alpha Paris", "Beta Frankfurt", "Alpha Frankfurt");
        assertThat(options.getFirst().basis()).isEqualTo(Basis.OWN_MEASUREMENTS);
        assertThat(options.getFirst().expectedMs()).isEqualTo(3.0);
        assertThat(options.get(1).basis()).isEqualTo(Basis.OTHERS_MEASUREMENTS);
        assertThat(evidence(options.getFirst(), Kind.OWN_MEASUREMENTS).what())
                .isEqualTo("2 prefixes of this service are measured from there: 3.0 ms, 2.5 ms at least, of 900 samples"
                        + " within a day.");
    }

    @Test
    void ofFewerThanThreeOthersNothingIsSaid() {
        Facts two = facts().measured(List.of(), List.of(new Others("beta", "Frankfurt", 2, 1.0)));
        assertThat(Advice.of(two)).isEqualTo(Advice.of(facts()));
    }

    @Test
    void ownMeasurementsSayNothingOfAnotherProvider() {
        Facts measured = facts().measured(List.of(new Own("Frankfurt", 1, 3.0, 2.5, 900)), List.of());
        Option beta = Advice.of(measured).value().stream()
                .filter(option -> option.peeringServiceProvider().equals("Beta"))
                .findFirst()
                .orElseThrow();
        assertThat(beta.basis()).isEqualTo(Basis.DISTANCE);
    }

    @Test
    void aProviderWhoseSessionsAreDownIsNotAvailable() {
        Facts down = facts().seeing(List.of(new Up(64497, "Frankfurt", 1)));
        assertThat(order(down)).startsWith("Beta Frankfurt");
        assertThat(Advice.of(down).value().get(1).available()).isFalse();
    }

    @Test
    void withoutALocationNothingIsKnownOfDistances() {
        Facts nowhere = Facts.of(null, null, null).knowing(PROVIDERS, PLACES).seeing(UP);
        AdviceView.Properties advice = Advice.of(nowhere);
        assertThat(advice.known()).isFalse();
        assertThat(advice.value()).allSatisfy(option -> {
            assertThat(option.basis()).isEqualTo(Basis.NOTHING);
            assertThat(option.expectedMs()).isNull();
            assertThat(option.available()).isNull();
            assertThat(evidence(option, Kind.DISTANCE).what()).isEqualTo("No peering service location is chosen.");
        });
    }
}
