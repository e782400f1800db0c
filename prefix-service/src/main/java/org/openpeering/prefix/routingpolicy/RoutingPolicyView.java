/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.RoutingPolicy;

/**
 * The policy of a prefix as its owner reads it.
 *
 * @param warnings to who writes it: what is going on that it hides; null: nothing, or nothing was written
 */
@RegisterForReflection
record RoutingPolicyView(
        Properties properties,
        String name,
        String id,
        String type,
        @Nullable List<PolicyWarning> warnings) {
    private static final String NAME = "routingPolicy";

    /**
     * What was said, or what holds where nothing was.
     *
     * @param prefix of which it holds
     * @param upstreams as they were said; where none were, the partner's AS numbers
     * @param location null: nobody says it here, and it is where the peering service is
     * @param isDefault whether nobody has said anything that still holds
     * @param partnerAsns what follows from the registration: always among the upstreams
     * @param legalOrigins who may originate the prefix, siblings among them
     * @param changedBy null: nobody has said anything yet
     */
    @RegisterForReflection
    record Properties(
            IpPrefix prefix,
            List<Asn> upstreams,
            List<Asn> siblings,
            MoreSpecifics moreSpecifics,
            boolean announced,
            List<Window> maintenanceWindows,
            List<Accepted> exceptions,
            @Nullable GeoPosition location,
            boolean isDefault,
            List<Asn> partnerAsns,
            List<Asn> legalOrigins,
            long revision,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /** @param maxLength null: no part of the prefix is expected */
    @RegisterForReflection
    record MoreSpecifics(boolean expected, @Nullable Integer maxLength) {
        static MoreSpecifics of(RoutingPolicy policy) {
            return new MoreSpecifics(policy.longestMoreSpecific() != null, policy.longestMoreSpecific());
        }
    }

    /** From and until: half open. */
    @RegisterForReflection
    record Window(Instant from, Instant until, String reason) {
        static List<Window> of(RoutingPolicy policy) {
            return policy.maintenance().stream()
                    .map(window -> new Window(window.from(), window.until(), window.reason()))
                    .toList();
        }
    }

    /** A member that is absent excepts all of its kind. */
    @RegisterForReflection
    record Accepted(
            @Nullable EventType eventType,
            @Nullable Asn asn,
            @Nullable IpPrefix prefix,
            Instant expires,
            String reason) {
        static List<Accepted> of(RoutingPolicy policy) {
            return policy.exceptions().stream()
                    .map(one -> new Accepted(one.eventType(), one.asn(), one.prefix(), one.expires(), one.reason()))
                    .toList();
        }
    }

    static RoutingPolicyView of(StatedPolicy stated) {
        String id = stated.owner().id() + "/" + NAME;
        return new RoutingPolicyView(
                properties(stated),
                NAME,
                id,
                ResourceType.PREFIXES.qualified() + "/" + NAME,
                stated.warnings().isEmpty() ? null : stated.warnings());
    }

    private static Properties properties(StatedPolicy stated) {
        RoutingPolicy said = stated.said();
        PolicyVersion version = stated.version();
        return new Properties(
                stated.owner().prefix(),
                said.upstreams().isEmpty() && said.announced()
                        ? stated.registered().upstreams()
                        : said.upstreams(),
                said.siblings(),
                MoreSpecifics.of(said),
                said.announced(),
                Window.of(said),
                Accepted.of(said),
                said.location(),
                stated.isDefault(),
                stated.registered().upstreams(),
                Stream.concat(stated.registered().legalOrigins().stream(), said.siblings().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                stated.revision(),
                version == null ? null : version.changedBy(),
                version == null ? null : version.changedAt());
    }
}
