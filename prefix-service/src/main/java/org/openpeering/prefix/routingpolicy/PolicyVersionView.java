/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.prefix.routingpolicy.RoutingPolicyView.Accepted;
import org.openpeering.prefix.routingpolicy.RoutingPolicyView.MoreSpecifics;
import org.openpeering.prefix.routingpolicy.RoutingPolicyView.Window;

/** A version of a policy, with who made it and when. */
@RegisterForReflection
record PolicyVersionView(long revision, String changedBy, Instant changedAt, Properties properties) {
    /**
     * What was said.
     *
     * @param prefix of which it was said
     * @param location null: it was not said
     * @param isDefault whether what was said before was taken back
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
            boolean isDefault) {}

    static PolicyVersionView of(PolicyVersion version) {
        RoutingPolicy said = Objects.requireNonNullElse(version.policy(), RoutingPolicy.NONE);
        return new PolicyVersionView(
                version.revision(),
                version.changedBy(),
                version.changedAt(),
                new Properties(
                        version.prefix(),
                        said.upstreams(),
                        said.siblings(),
                        MoreSpecifics.of(said),
                        said.announced(),
                        Window.of(said),
                        Accepted.of(said),
                        said.location(),
                        version.policy() == null));
    }
}
