/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.partner.redundancy.RedundancyService.Outlook;

/** A partner's redundancy as it reads it. */
@RegisterForReflection
public record RedundancyView(
        Asn peerAsn,
        RedundancyTier tier,
        List<MetroView> metros,
        List<FindingView> findings,
        @Nullable WhatIfView whatIf) {

    static RedundancyView of(Outlook outlook, Failure failure) {
        Redundancy now = outlook.now();
        return new RedundancyView(
                outlook.asn(),
                now.tier(),
                metros(now),
                findings(now),
                outlook.then()
                        .map(then -> new WhatIfView(
                                failure.facility(), failure.router(), then.tier(), metros(then), findings(then)))
                        .orElse(null));
    }

    private static List<MetroView> metros(Redundancy redundancy) {
        return redundancy.metros().stream()
                .map(metro -> new MetroView(
                        metro.metro(),
                        metro.tier(),
                        metro.links().stream().map(RedundancyView::link).toList()))
                .toList();
    }

    private static LinkView link(Link link) {
        return new LinkView(
                link.peering(), link.identifier(), link.bandwidth(), link.facility(), link.routers(), link.working());
    }

    private static List<FindingView> findings(Redundancy redundancy) {
        return redundancy.findings().stream()
                .map(finding -> new FindingView(finding.code(), finding.metro(), finding.message()))
                .toList();
    }

    /** The redundancy at one metro. */
    @RegisterForReflection
    public record MetroView(String peeringLocation, RedundancyTier tier, List<LinkView> connections) {}

    /** A connection and where it ends. */
    @RegisterForReflection
    public record LinkView(
            ResourceId peeringId,
            String connectionIdentifier,
            int bandwidthInMbps,
            @Nullable Integer peeringDBFacilityId,
            List<String> routers,
            boolean working) {}

    /** Why the tier is no better. */
    @RegisterForReflection
    public record FindingView(String code, @Nullable String peeringLocation, String message) {}

    /** What is left when something fails. */
    @RegisterForReflection
    public record WhatIfView(
            @Nullable Integer failedFacility,
            @Nullable String failedRouter,
            RedundancyTier tier,
            List<MetroView> metros,
            List<FindingView> findings) {}
}
