/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.ProbeTarget;

/** What is offered, as the owner of the prefix reads it. */
@RegisterForReflection
record ProbeTargetsView(Properties properties, String name, String id, String type) {
    private static final String NAME = "probeTargets";

    /**
     * @param prefix of which it is offered
     * @param changedBy null: nobody has offered anything yet
     */
    @RegisterForReflection
    record Properties(
            IpPrefix prefix,
            List<TargetView> targets,
            long revision,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /** @param port null for probes without one */
    @RegisterForReflection
    record TargetView(
            IpAddress address, ProbeKind probe, @Nullable Integer port) {
        static List<TargetView> of(List<ProbeTarget> targets) {
            return targets.stream()
                    .map(target -> new TargetView(target.address(), target.probe(), target.port()))
                    .toList();
        }
    }

    /** A version, with who made it and when; without targets where what was offered was taken back. */
    @RegisterForReflection
    record VersionView(long revision, String changedBy, Instant changedAt, IpPrefix prefix, List<TargetView> targets) {
        static VersionView of(OfferVersion version) {
            return new VersionView(
                    version.revision(),
                    version.changedBy(),
                    version.changedAt(),
                    version.prefix(),
                    TargetView.of(Objects.requireNonNullElse(version.targets(), List.of())));
        }
    }

    static ProbeTargetsView of(Offer offer) {
        OfferVersion version = offer.version();
        return new ProbeTargetsView(
                new Properties(
                        offer.owner().prefix(),
                        TargetView.of(offer.targets()),
                        offer.revision(),
                        version == null ? null : version.changedBy(),
                        version == null ? null : version.changedAt()),
                NAME,
                offer.owner().id() + "/" + NAME,
                ResourceType.PREFIXES.qualified() + "/" + NAME);
    }
}
