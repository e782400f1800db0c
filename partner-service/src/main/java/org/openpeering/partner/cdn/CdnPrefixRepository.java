/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code cdn_prefix}. */
@Singleton
public class CdnPrefixRepository extends EntryRepository<CdnPrefixEntity> {
    CdnPrefixRepository(Sql sql) {
        super(
                sql,
                "cdn_prefix",
                "",
                List.of("metro", "prefix::cidr", "azure_region", "azure_service", "primary_region", "bgp_community"));
    }

    @Override
    protected CdnPrefixEntity map(Row row) {
        return new CdnPrefixEntity(
                row.text("metro"),
                IpPrefix.parse(row.text("prefix")),
                row.number("revision"),
                row.text("azure_region"),
                row.text("azure_service"),
                row.bool("primary_region"),
                Community.parse(row.text("bgp_community")));
    }

    @Override
    protected @Nullable Object[] values(CdnPrefixEntity prefix) {
        return new @Nullable Object[] {
            prefix.metro(),
            prefix.prefix(),
            prefix.azureRegion(),
            prefix.azureService(),
            prefix.isPrimaryRegion(),
            prefix.bgpCommunity()
        };
    }
}
