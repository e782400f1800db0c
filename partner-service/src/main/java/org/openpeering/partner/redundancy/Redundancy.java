/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A partner's redundancy and why it is no better. Losing a connection never raises it. */
public record Redundancy(RedundancyTier tier, List<AtMetro> metros, List<Finding> findings) {
    public Redundancy {
        metros = List.copyOf(metros);
        findings = List.copyOf(findings);
    }

    /** The redundancy at one metro: None, Single or Local. */
    public record AtMetro(String metro, RedundancyTier tier, List<Link> links) {
        public AtMetro {
            links = List.copyOf(links);
        }

        List<Link> working() {
            return links.stream().filter(Link::working).toList();
        }
    }

    /**
     * Something that keeps the tier down, or is not as it should be.
     *
     * @param metro where; null: of the partner as a whole
     */
    public record Finding(String code, @Nullable String metro, String message) {}

    /** Of all connections of a partner. */
    public static Redundancy of(Collection<Link> links) {
        Map<String, List<Link>> byMetro =
                links.stream().collect(Collectors.groupingBy(Link::metro, TreeMap::new, Collectors.toList()));
        List<AtMetro> metros = byMetro.entrySet().stream()
                .map(entry -> new AtMetro(entry.getKey(), tier(entry.getValue()), entry.getValue()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        metros.forEach(metro -> explain(metro, findings));
        RedundancyTier tier = tierOf(metros);
        if (tier != RedundancyTier.GEO && tier != RedundancyTier.LOCAL_AND_GEO) {
            findings.add(new Finding(
                    "NoGeoRedundancy",
                    null,
                    "Geo redundancy needs working connections of equal bandwidth at two metros; there are "
                            + metros.stream()
                                    .filter(metro -> !metro.working().isEmpty())
                                    .count()
                            + " with a working connection."));
        }
        return new Redundancy(tier, metros, findings);
    }

    private static RedundancyTier tierOf(List<AtMetro> metros) {
        long local = metros.stream()
                .filter(metro -> metro.tier() == RedundancyTier.LOCAL)
                .count();
        boolean geo = false;
        for (int i = 0; i < metros.size(); i++) {
            for (int j = i + 1; j < metros.size(); j++) {
                geo |= sameBandwidth(metros.get(i).working(), metros.get(j).working());
            }
        }
        if (geo) {
            return local >= 2 ? RedundancyTier.LOCAL_AND_GEO : RedundancyTier.GEO;
        }
        boolean any = metros.stream().anyMatch(metro -> metro.tier() != RedundancyTier.NONE);
        return local > 0 ? RedundancyTier.LOCAL : any ? RedundancyTier.SINGLE : RedundancyTier.NONE;
    }

    private static boolean sameBandwidth(List<Link> some, List<Link> others) {
        Set<Integer> bandwidths = some.stream().map(Link::bandwidth).collect(Collectors.toSet());
        return others.stream().map(Link::bandwidth).anyMatch(bandwidths::contains);
    }

    private static RedundancyTier tier(List<Link> links) {
        List<Link> working = links.stream().filter(Link::working).toList();
        for (Link one : working) {
            for (Link other : working) {
                if (!one.equals(other) && one.bandwidth() == other.bandwidth() && onTwoRouters(one, other)) {
                    return RedundancyTier.LOCAL;
                }
            }
        }
        return working.isEmpty() ? RedundancyTier.NONE : RedundancyTier.SINGLE;
    }

    /** One router of its own for each. */
    private static boolean onTwoRouters(Link one, Link other) {
        Set<String> routers = new TreeSet<>(one.routers());
        routers.addAll(other.routers());
        return !one.routers().isEmpty() && !other.routers().isEmpty() && routers.size() > 1;
    }

    private static void explain(AtMetro at, List<Finding> findings) {
        String metro = at.metro();
        List<Link> working = at.working();
        if (working.size() < 2) {
            findings.add(new Finding(
                    "FewerThanTwoConnections",
                    metro,
                    "Local redundancy needs two working connections; " + working.size() + " of "
                            + at.links().size() + " work."));
        }
        Set<String> routers = working.stream()
                .flatMap(link -> link.routers().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (working.size() > 1 && routers.size() < 2) {
            findings.add(
                    new Finding("OneRouter", metro, "All working connections end on the edge router " + routers + "."));
        }
        if (working.stream().map(Link::bandwidth).distinct().count() > 1) {
            findings.add(new Finding(
                    "UnequalBandwidth",
                    metro,
                    "The working connections have unequal bandwidths: "
                            + working.stream()
                                    .map(link -> link.bandwidth() + " Mbit/s")
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
        boolean known = working.stream().allMatch(link -> link.facility() != null);
        if (working.size() > 1
                && known
                && working.stream().map(Link::facility).distinct().count() == 1) {
            findings.add(new Finding(
                    "OneFacility",
                    metro,
                    "All working connections end in facility "
                            + working.getFirst().facility() + "."));
        }
    }
}
