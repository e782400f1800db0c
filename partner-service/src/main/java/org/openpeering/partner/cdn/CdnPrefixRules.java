/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.Fields;
import org.openpeering.partner.catalogue.MetroEntity;

/** What a CDN prefix must be. */
final class CdnPrefixRules {
    private CdnPrefixRules() {}

    static Checked<CdnPrefixEntity> check(String metro, String name, CdnPrefixSpec spec) {
        Violations violations = new Violations();
        IpPrefix prefix = violations.parse(
                ErrorCode.INVALID_PREFIX, "prefix", required("prefix", spec.prefix(), violations), IpPrefix::parse);
        if (prefix != null && !CdnPrefixEntity.nameOf(prefix).equalsIgnoreCase(name)) {
            violations.add("name", "The name of " + prefix + " has to be " + CdnPrefixEntity.nameOf(prefix) + ".");
        }
        String region = Fields.required("azureRegion", spec.azureRegion(), violations);
        String service = Fields.required("azureService", spec.azureService(), violations);
        Community community = violations.parse(
                ErrorCode.INVALID_PARAMETER,
                "bgpCommunity",
                required("bgpCommunity", spec.bgpCommunity(), violations),
                Community::parse);
        return violations.checked(() -> new CdnPrefixEntity(
                MetroEntity.key(metro),
                Objects.requireNonNull(prefix),
                0,
                region,
                service,
                Boolean.TRUE.equals(spec.isPrimaryRegion()),
                Objects.requireNonNull(community)));
    }

    private static @Nullable String required(String target, @Nullable String text, Violations violations) {
        String given = Fields.required(target, text, violations);
        return given.isEmpty() ? null : given;
    }
}
