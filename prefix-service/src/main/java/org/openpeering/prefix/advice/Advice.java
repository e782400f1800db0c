/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.text.Prose;
import org.openpeering.prefix.advice.AdviceRepository.Others;
import org.openpeering.prefix.advice.AdviceRepository.Own;
import org.openpeering.prefix.advice.AdviceRepository.Up;
import org.openpeering.prefix.advice.AdviceView.Basis;
import org.openpeering.prefix.advice.AdviceView.Evidence;
import org.openpeering.prefix.advice.AdviceView.Kind;
import org.openpeering.prefix.advice.AdviceView.Option;

/**
 * Ranks what there is: first what is available, then what is not known to be, then the rest; of each the fastest first, and of
 * what nobody measured the nearest. Pure.
 */
final class Advice {
    /** 1000 miles, as {@code checkServiceProviderAvailability} has it. */
    static final double FARTHEST_KILOMETRES = 1609;

    /** Of fewer customers nothing is said, since it would be said of one of them. */
    static final int FEWEST = 3;

    static final int MOST = 50;

    /** What the way usually takes of what light needs, and what equipment takes, in milliseconds. */
    private static final double USUAL = 2.1;

    private static final double EQUIPMENT = 2;

    private Advice() {}

    /**
     * What is gone by.
     *
     * @param location where the customer is, as chosen
     * @param provider as chosen
     * @param site likewise
     * @param places of the catalogue
     * @param own of the service's prefixes
     * @param others of other customers at the location
     * @param up sessions of the network
     */
    record Facts(
            @Nullable String location,
            @Nullable String provider,
            @Nullable String site,
            List<Provider> providers,
            List<Place> places,
            List<Own> own,
            List<Others> others,
            List<Up> up) {
        static Facts of(@Nullable String location, @Nullable String provider, @Nullable String site) {
            return new Facts(location, provider, site, List.of(), List.of(), List.of(), List.of(), List.of());
        }

        Facts knowing(List<Provider> all, List<Place> where) {
            return new Facts(location, provider, site, all, where, own, others, up);
        }

        Facts measured(List<Own> ofOwn, List<Others> ofOthers) {
            return new Facts(location, provider, site, providers, places, ofOwn, ofOthers, up);
        }

        Facts seeing(List<Up> sessions) {
            return new Facts(location, provider, site, providers, places, own, others, sessions);
        }
    }

    private static final Comparator<Option> BETTER = Comparator.comparingInt(
                    (Option option) -> rank(option.available()))
            .thenComparing(Option::expectedMs, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Option::peeringServiceProvider)
            .thenComparing(Option::peeringLocation);

    private static int rank(@Nullable Boolean available) {
        return available == null ? 1 : available ? 0 : 2;
    }

    static AdviceView.Properties of(Facts facts) {
        Map<String, GeoPosition> metros = new HashMap<>();
        facts.places().stream()
                .filter(place -> place.kind() == Place.Kind.METRO)
                .forEach(place -> metros.put(key(place.name()), position(place)));
        GeoPosition customer = customer(facts);
        List<Option> options = new ArrayList<>();
        for (Provider provider : facts.providers()) {
            for (String site : provider.peeringLocations()) {
                options.add(option(facts, provider, site, customer, metros.get(key(site))));
            }
        }
        options.sort(BETTER);
        List<Option> ranked = new ArrayList<>();
        for (Option option : options.subList(0, Math.min(MOST, options.size()))) {
            ranked.add(new Option(
                    ranked.size() + 1,
                    option.peeringServiceProvider(),
                    option.peeringLocation(),
                    option.current(),
                    option.available(),
                    option.expectedMs(),
                    option.basis(),
                    option.evidence()));
        }
        return new AdviceView.Properties(facts.location(), customer != null, options.size(), ranked);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static GeoPosition position(Place place) {
        return new GeoPosition(place.latitude(), place.longitude(), 0);
    }

    /** A service location, else a metro of the name. */
    private static @Nullable GeoPosition customer(Facts facts) {
        String location = facts.location();
        if (location == null) {
            return null;
        }
        return facts.places().stream()
                .filter(place -> place.name().equalsIgnoreCase(location))
                .min(Comparator.comparing((Place place) -> place.kind() == Place.Kind.METRO))
                .map(Advice::position)
                .orElse(null);
    }

    private static Option option(
            Facts facts, Provider provider, String site, @Nullable GeoPosition customer, @Nullable GeoPosition metro) {
        Double distance = customer == null || metro == null ? null : customer.kilometresTo(metro);
        Double near = distance == null ? null : USUAL * (distance / 100 + EQUIPMENT);
        Own own = ofProvider(facts, provider)
                ? facts.own().stream()
                        .filter(each -> each.site().equalsIgnoreCase(site))
                        .findFirst()
                        .orElse(null)
                : null;
        Others others = facts.others().stream()
                .filter(each ->
                        each.site().equalsIgnoreCase(site) && each.provider().equals(provider.key()))
                .filter(each -> each.customers() >= FEWEST)
                .findFirst()
                .orElse(null);
        long up = facts.up().stream()
                .filter(each -> each.metro().equalsIgnoreCase(site)
                        && provider.asns().stream().anyMatch(asn -> asn.value() == each.asn()))
                .mapToLong(Up::sessions)
                .sum();
        Boolean reachable = distance == null ? null : Boolean.valueOf(distance <= FARTHEST_KILOMETRES);
        Boolean available = up == 0 ? Boolean.FALSE : reachable;
        Basis basis = own != null
                ? Basis.OWN_MEASUREMENTS
                : others != null ? Basis.OTHERS_MEASUREMENTS : near != null ? Basis.DISTANCE : Basis.NOTHING;
        Double expected =
                own != null ? Double.valueOf(own.median()) : others != null ? Double.valueOf(others.median()) : near;
        return new Option(
                0,
                provider.name(),
                site,
                ofProvider(facts, provider) && site.equalsIgnoreCase(facts.site()),
                available,
                expected == null ? null : Math.round(expected * 10) / 10.0,
                basis,
                List.of(
                        own(own, facts, provider),
                        others(others, facts),
                        distance(distance, near, facts),
                        sessions(up, provider, site)));
    }

    private static boolean ofProvider(Facts facts, Provider provider) {
        String chosen = facts.provider();
        return chosen != null && provider.key().equals(Provider.key(chosen));
    }

    private static String ms(double milliseconds) {
        return String.format(Locale.ROOT, "%.1f ms", milliseconds);
    }

    private static Evidence own(@Nullable Own own, Facts facts, Provider provider) {
        if (own == null) {
            return new Evidence(
                    Kind.OWN_MEASUREMENTS,
                    false,
                    null,
                    ofProvider(facts, provider)
                            ? "No prefix of this service is measured from there."
                            : "The prefixes of this service do not come by this provider, so nothing is measured.");
        }
        return new Evidence(
                Kind.OWN_MEASUREMENTS,
                true,
                own.median(),
                own.prefixes() + " " + Prose.agree(own.prefixes(), "prefix", "prefixes") + " of this service "
                        + Prose.agree(own.prefixes(), "is", "are") + " measured from there: " + ms(own.median()) + ", "
                        + ms(own.least()) + " at least, of " + own.samples() + " samples within a day.");
    }

    private static Evidence others(@Nullable Others others, Facts facts) {
        return others == null
                ? new Evidence(
                        Kind.OTHERS_MEASUREMENTS,
                        false,
                        null,
                        "Fewer than " + FEWEST + " other customers"
                                + (facts.location() == null ? "" : " at " + facts.location())
                                + " are measured from there by this provider.")
                : new Evidence(
                        Kind.OTHERS_MEASUREMENTS,
                        true,
                        others.median(),
                        "Of at least " + FEWEST + " other customers at " + facts.location() + " the median is "
                                + ms(others.median()) + ".");
    }

    private static Evidence distance(@Nullable Double distance, @Nullable Double near, Facts facts) {
        if (distance == null || near == null) {
            return new Evidence(
                    Kind.DISTANCE,
                    false,
                    null,
                    facts.location() == null
                            ? "No peering service location is chosen."
                            : "The catalogue does not say where " + facts.location() + " or the site is.");
        }
        boolean within = distance <= FARTHEST_KILOMETRES;
        return new Evidence(
                Kind.DISTANCE,
                true,
                (double) Math.round(distance),
                String.format(
                        Locale.ROOT,
                        "It is %.0f km from %s, %s the %.0f km within which a provider is available; an ordinary way of"
                                + " that length takes %s.",
                        distance,
                        facts.location(),
                        within ? "within" : "beyond",
                        FARTHEST_KILOMETRES,
                        ms(near)));
    }

    private static Evidence sessions(long up, Provider provider, String site) {
        return new Evidence(
                Kind.SESSIONS,
                true,
                (double) up,
                up == 0
                        ? "No session of " + provider.name() + " is up at " + site + "."
                        : Prose.count(up, "session") + " of " + provider.name() + " " + Prose.agree(up, "is", "are")
                                + " up at " + site + ".");
    }
}
