/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.request.Text;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.routingpolicy.Suggestion.Kind;

/**
 * What was said, with suggestions that the owner takes: what is over is left out, and the rest has to keep the rules like
 * anything that is said. Pure.
 */
final class Acceptance {
    /** Ids of one call: more than there are suggestions. */
    static final int MOST = 200;

    private static final String IDS = "ids";

    private Acceptance() {}

    /** @param spec null: no body */
    static Checked check(
            StatedPolicy stated,
            List<Suggestion> suggested,
            @Nullable AcceptSpec spec,
            NetworkRules rules,
            Instant now) {
        Violations violations = new Violations(rules);
        List<Suggestion> taken = taken(suggested, spec == null ? null : spec.ids(), violations);
        Checked ids = violations.checked(() -> RoutingPolicy.NONE);
        return switch (ids) {
            case Checked.Invalid _ -> ids;
            case Checked.Valid _ ->
                PolicyRules.check(
                        RoutingPolicySpec.of(with(stated.said(), taken, now)),
                        stated.owner().prefix(),
                        rules,
                        now);
        };
    }

    private static List<Suggestion> taken(
            List<Suggestion> suggested, @Nullable List<@Nullable String> ids, Violations violations) {
        Map<String, Suggestion> byId = suggested.stream()
                .collect(Collectors.toMap(Suggestion::id, Function.identity(), (a, _) -> a, LinkedHashMap::new));
        if (ids == null || ids.isEmpty()) {
            violations.add(IDS, "is required: the ids of the suggestions that are taken.");
        }
        List<Suggestion> taken = new ArrayList<>();
        Set<String> named = new HashSet<>();
        List<@Nullable String> bounded = violations.bounded(IDS, ids, MOST);
        for (int i = 0; i < bounded.size(); i++) {
            String id = Objects.requireNonNullElse(bounded.get(i), "");
            Suggestion suggestion = byId.get(id);
            if (suggestion == null) {
                violations.add(
                        IDS + "[" + i + "]",
                        "is '" + Text.shown(id) + "', which is not suggested now; GET …/suggestions says what is.");
            } else if (!named.add(id)) {
                violations.add(IDS + "[" + i + "]", "is '" + id + "', which is there twice; leave one of them out.");
            } else {
                taken.add(suggestion);
            }
        }
        return taken;
    }

    private static RoutingPolicy with(RoutingPolicy said, List<Suggestion> taken, Instant now) {
        return new RoutingPolicy(
                asns(said.upstreams(), taken, Kind.UPSTREAM),
                asns(said.siblings(), taken, Kind.SIBLING),
                taken.stream()
                        .map(Suggestion::maxLength)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(said.longestMoreSpecific()),
                said.announced(),
                said.maintenance().stream()
                        .filter(window -> window.until().isAfter(now))
                        .toList(),
                said.exceptions().stream()
                        .filter(exception -> exception.expires().isAfter(now))
                        .toList(),
                said.location());
    }

    private static List<Asn> asns(List<Asn> said, List<Suggestion> taken, Kind kind) {
        return Stream.concat(
                        said.stream(),
                        taken.stream()
                                .filter(suggestion -> suggestion.kind() == kind)
                                .map(Suggestion::asn)
                                .filter(Objects::nonNull))
                .distinct()
                .toList();
    }
}
