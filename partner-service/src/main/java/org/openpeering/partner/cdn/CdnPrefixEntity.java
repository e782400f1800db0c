/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import java.util.Locale;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.MetroEntity;

/**
 * A row of {@code cdn_prefix}.
 *
 * @param metro the metro's key
 * @param azureService such as {@code AzureCompute}
 */
public record CdnPrefixEntity(
        String metro,
        IpPrefix prefix,
        long revision,
        String azureRegion,
        String azureService,
        boolean isPrimaryRegion,
        Community bgpCommunity)
        implements Entry<CdnPrefixEntity> {
    /** It follows from the prefix: {@code CdnPrefix_192_168_1_0_24}. */
    public String name() {
        return nameOf(prefix);
    }

    static String nameOf(IpPrefix prefix) {
        return "CdnPrefix_" + prefix.toString().replaceAll("[.:/]", "_");
    }

    @Override
    public String key() {
        return key(metro, name());
    }

    static String key(String metro, String name) {
        return MetroEntity.key(metro) + "/" + name.toLowerCase(Locale.ROOT);
    }

    @Override
    public CdnPrefixEntity revised(long newRevision) {
        return new CdnPrefixEntity(
                metro, prefix, newRevision, azureRegion, azureService, isPrimaryRegion, bgpCommunity);
    }

    @Override
    public CdnPrefixEntity replacing(CdnPrefixEntity held) {
        return revised(held.revision);
    }
}
