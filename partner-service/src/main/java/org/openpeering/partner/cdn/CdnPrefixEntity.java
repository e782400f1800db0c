/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.catalogue.Entry;

/** A row of {@code cdn_prefix}. */
@Entity
@Table(name = "cdn_prefix")
@DynamicUpdate
public class CdnPrefixEntity extends Entry<CdnPrefixEntity> {
    /** The metro's key. */
    private String metro;

    @ColumnTransformer(read = "text(prefix)", write = "cast(cast(? as text) as cidr)")
    private IpPrefix prefix;

    @Column(name = "azure_region")
    private String azureRegion;

    /** Such as {@code AzureCompute}. */
    @Column(name = "azure_service")
    private String azureService;

    @Column(name = "primary_region")
    private boolean primaryRegion;

    @Column(name = "bgp_community")
    private Community bgpCommunity;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected CdnPrefixEntity() {}

    CdnPrefixEntity(
            String metro,
            IpPrefix prefix,
            String azureRegion,
            String azureService,
            boolean primaryRegion,
            Community bgpCommunity) {
        super(metro + "/" + nameOf(prefix).toLowerCase(Locale.ROOT), 0);
        this.metro = metro;
        this.prefix = prefix;
        this.azureRegion = azureRegion;
        this.azureService = azureService;
        this.primaryRegion = primaryRegion;
        this.bgpCommunity = bgpCommunity;
    }

    static String nameOf(IpPrefix prefix) {
        return "CdnPrefix_" + prefix.toString().replaceAll("[.:/]", "_");
    }

    /** It follows from the prefix: {@code CdnPrefix_192_168_1_0_24}. */
    public String name() {
        return nameOf(prefix);
    }

    public String metro() {
        return metro;
    }

    public IpPrefix prefix() {
        return prefix;
    }

    public String azureRegion() {
        return azureRegion;
    }

    public String azureService() {
        return azureService;
    }

    public boolean isPrimaryRegion() {
        return primaryRegion;
    }

    public Community bgpCommunity() {
        return bgpCommunity;
    }

    @Override
    protected void take(CdnPrefixEntity written) {
        azureRegion = written.azureRegion;
        azureService = written.azureService;
        primaryRegion = written.primaryRegion;
        bgpCommunity = written.bgpCommunity;
    }
}
