/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.legacy.LegacyImportSpec.LegacySpec;
import org.openpeering.partner.legacy.LegacyPlan.Change;

/** An import: what can be told of it before anything is looked up, and the plan that follows from what is known. Pure. */
record LegacyImport(List<Entry> entries) {
    private static final int MOST = 1000;

    /** One peering and what the rules say of it. */
    record Entry(String target, Checked<LegacyCandidate> checked) {
        Stream<LegacyCandidate> candidate() {
            return checked instanceof Checked.Valid<LegacyCandidate>(LegacyCandidate candidate)
                    ? Stream.of(candidate)
                    : Stream.empty();
        }
    }

    /**
     * A session address that somebody has at a metro.
     *
     * @param legacy whose it is, null: a peering's
     */
    record Use(String metro, IpAddress address, @Nullable UUID legacy) {}

    /**
     * What the database has to say about the candidates.
     *
     * @param metros by key, locked
     * @param held those of the same names, locked
     * @param uses of their addresses, ordered by address
     */
    record Known(Map<String, MetroEntity> metros, List<LegacyPeering> held, List<Use> uses) {
        Known withHeld(List<LegacyPeering> locked) {
            return new Known(metros, locked, uses);
        }

        Known withUses(List<Use> found) {
            return new Known(metros, held, found);
        }
    }

    static Checked<LegacyImport> of(LegacyImportSpec spec) {
        List<@Nullable LegacySpec> given = Objects.requireNonNullElse(spec.value(), List.of());
        Violations violations = new Violations();
        if (given.isEmpty() || given.size() > MOST) {
            violations.add("value", "value must have 1 to " + MOST + " peerings.");
        }
        return violations.checked(() -> new LegacyImport(entries(given)));
    }

    private static List<Entry> entries(List<@Nullable LegacySpec> given) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            LegacySpec spec = given.get(i);
            if (spec != null) {
                entries.add(new Entry("value[" + i + "]", LegacyCandidate.of(spec)));
            }
        }
        return entries;
    }

    List<LegacyCandidate> candidates() {
        return entries.stream().flatMap(Entry::candidate).toList();
    }

    /** In the order in which everybody who locks several metros does. */
    SortedSet<String> metroKeys() {
        return candidates().stream().map(LegacyCandidate::metroKey).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Everything or, when something is wrong with it, all that is. */
    Checked<LegacyPlan> plan(Known known) {
        Violations violations = new Violations();
        Planning planning = new Planning(known, violations);
        for (Entry entry : entries) {
            switch (entry.checked()) {
                case Checked.Invalid<LegacyCandidate>(ApiError error) -> violations.addAll(entry.target(), error);
                case Checked.Valid<LegacyCandidate>(LegacyCandidate candidate) ->
                    planning.add(entry.target(), candidate);
            }
        }
        return violations.checked(() -> new LegacyPlan(List.copyOf(planning.changes)));
    }

    /** One after the other, since each has to get along with those before it. */
    private static final class Planning {
        private final Map<String, MetroEntity> metros;
        private final Map<String, LegacyPeering> held = new HashMap<>();
        private final Map<String, List<Use>> uses;
        private final Set<String> names = new HashSet<>();
        private final Map<String, Set<IpAddress>> given = new HashMap<>();
        private final Violations violations;
        private final List<Change> changes = new ArrayList<>();

        private Planning(Known known, Violations violations) {
            this.metros = known.metros();
            known.held().forEach(legacy -> held.put(name(legacy.asn(), legacy.name()), legacy));
            this.uses = known.uses().stream().collect(Collectors.groupingBy(Use::metro));
            this.violations = violations;
        }

        private static String name(Asn asn, String name) {
            return asn + " " + LegacyPeering.key(name);
        }

        private void add(String target, LegacyCandidate candidate) {
            MetroEntity metro = metros.get(candidate.metroKey());
            if (metro == null) {
                violations.add(
                        ErrorCode.PEERING_LOCATION_NOT_FOUND,
                        target + ".properties.peeringLocation",
                        "There is no peering location '"
                                + Violations.shown(candidate.request().metro()) + "'.");
                return;
            }
            String name = name(candidate.asn(), candidate.name());
            if (!names.add(name)) {
                violations.add(
                        ErrorCode.CONFLICT,
                        target + ".name",
                        "'" + candidate.name() + "' of AS" + candidate.asn() + " is given twice.");
            }
            LegacyPeering before = held.get(name);
            LegacyPeering wanted = candidate.at(metro, before);
            if (before != null && before.convertedTo() != null) {
                violations.add(
                        ErrorCode.CONFLICT,
                        target + ".name",
                        "'" + candidate.name() + "' of AS" + candidate.asn() + " has been converted to "
                                + before.convertedTo() + ".");
            }
            taken(wanted, candidate.peers())
                    .ifPresent(address -> violations.add(
                            ErrorCode.CONFLICT,
                            target + ".properties",
                            "The peer session address " + address + " is already in use at " + metro.name() + "."));
            given.computeIfAbsent(metro.key(), _ -> new HashSet<>()).addAll(candidate.peers());
            changes.add(new Change(wanted, before));
        }

        /** The first address that somebody else has, or one before in this import. */
        private Optional<IpAddress> taken(LegacyPeering wanted, Collection<IpAddress> peers) {
            Set<IpAddress> before = given.getOrDefault(wanted.metro(), Set.of());
            return uses.getOrDefault(wanted.metro(), List.of()).stream()
                    .filter(use -> !wanted.id().equals(use.legacy()))
                    .map(Use::address)
                    .filter(peers::contains)
                    .findFirst()
                    .or(() -> peers.stream().filter(before::contains).findFirst());
        }
    }
}
