/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.Fields;

/** What a CDN prefix must be. */
final class CdnPrefixRules {
    private CdnPrefixRules() {}

    static Checked<CdnPrefixEntity> check(EntryPath path, CdnPrefixSpec spec) {
        Violations violations = new Violations();
        IpPrefix prefix = violations.parse(
                ErrorCode.INVALID_PREFIX, "prefix", required("prefix", spec.prefix(), violations), IpPrefix::parse);
        if (prefix != null && !CdnPrefixEntity.nameOf(prefix).equalsIgnoreCase(path.name())) {
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
                path.metroKey(),
                Objects.requireNonNull(prefix),
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
