/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.kit.document.Required;

/** What the owner of a prefix writes; {@link PolicyRules} reads it. What is not said is as without a policy. */
@RegisterForReflection
public record RoutingPolicySpec(@Required @Nullable Properties properties) {
    /**
     * @param upstreams who may stand next to a legal origin in a path, beside the partner, who always may
     * @param siblings AS numbers of the same owner, which are legal origins, too
     * @param announced false: it is not to be announced at all; absent: true
     * @param maintenanceWindows when what the owner does is no news
     * @param exceptions what is accepted for a time
     * @param location where the prefix is used; absent: where its peering service is
     */
    @RegisterForReflection
    public record Properties(
            @Nullable List<@Nullable Long> upstreams,
            @Nullable List<@Nullable Long> siblings,
            @Nullable MoreSpecifics moreSpecifics,
            @Nullable Boolean announced,
            @Nullable List<@Nullable Window> maintenanceWindows,
            @Nullable List<@Nullable Accepted> exceptions,
            @Nullable Location location) {}

    /**
     * Where the prefix is used.
     *
     * @param latitude degrees, -90 to 90
     * @param longitude degrees, -180 to 180
     * @param accuracyKm how far it may be from there, in kilometres, 0 to 2000; absent: 25
     */
    @RegisterForReflection
    public record Location(
            @Required @Nullable Double latitude,
            @Required @Nullable Double longitude,
            @Nullable Double accuracyKm) {
        static @Nullable Location of(@Nullable GeoPosition position) {
            return position == null
                    ? null
                    : new Location(position.latitude(), position.longitude(), position.accuracyKm());
        }
    }

    /**
     * @param expected whether the legal origins announce parts of the prefix
     * @param maxLength of the longest part; only and always where some are expected
     */
    @RegisterForReflection
    public record MoreSpecifics(
            @Nullable Boolean expected, @Nullable Integer maxLength) {}

    /**
     * From and until, a time of RFC 3339 each: half open.
     *
     * @param reason for people
     */
    @RegisterForReflection
    public record Window(
            @Required @Nullable String from,
            @Required @Nullable String until,
            @Nullable String reason) {}

    /**
     * A member that is absent excepts all of its kind; of the first three one has to be there.
     *
     * @param eventType the type of the event, such as {@code PrefixOriginAsChangeEvent}
     * @param asn the offender: an origin, or the neighbour of the origin
     * @param prefix that is announced: the prefix itself, a part of it, or what holds it
     * @param expires a time of RFC 3339: from then on it is no exception any more
     * @param reason for people
     */
    @RegisterForReflection
    public record Accepted(
            @Nullable String eventType,
            @Nullable Long asn,
            @Nullable String prefix,
            @Required @Nullable String expires,
            @Nullable String reason) {}

    /** The policy as its owner would write it. */
    static RoutingPolicySpec of(RoutingPolicy policy) {
        return new RoutingPolicySpec(new Properties(
                policy.upstreams().stream().map(Asn::value).toList(),
                policy.siblings().stream().map(Asn::value).toList(),
                new MoreSpecifics(policy.longestMoreSpecific() != null, policy.longestMoreSpecific()),
                policy.announced(),
                policy.maintenance().stream()
                        .map(window -> new Window(
                                window.from().toString(), window.until().toString(), window.reason()))
                        .toList(),
                policy.exceptions().stream()
                        .map(one -> new Accepted(
                                one.eventType() == null ? null : one.eventType().wire(),
                                one.asn() == null ? null : one.asn().value(),
                                one.prefix() == null ? null : one.prefix().toString(),
                                one.expires().toString(),
                                one.reason()))
                        .toList(),
                Location.of(policy.location())));
    }
}
