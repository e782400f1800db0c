/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Locale;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.sql.Jsonb;
import org.openpeering.partner.catalogue.Entry;

/** A row of {@code provider}. Its locations are rows of {@code provider_location}, written by the repository. */
@Entity
@Table(name = "provider")
@DynamicUpdate
public class ProviderEntity extends Entry<ProviderEntity> {
    private String name;

    @JdbcType(Jsonb.class)
    private List<Asn> asns;

    /** In the catalogue's spelling. */
    @JdbcType(Jsonb.class)
    @Formula("""
            (select coalesce(jsonb_agg(m.name order by l.position), '[]')
             from provider_location l join metro m on m.key = l.metro where l.provider = key)""")
    private List<String> peeringLocations;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ProviderEntity() {}

    ProviderEntity(String name, List<Asn> asns, List<String> peeringLocations) {
        super(key(name), 0);
        this.name = name;
        this.asns = List.copyOf(asns);
        this.peeringLocations = List.copyOf(peeringLocations);
    }

    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public String name() {
        return name;
    }

    public List<Asn> asns() {
        return asns;
    }

    public List<String> peeringLocations() {
        return peeringLocations;
    }

    /** What other services know of it. */
    public Provider published() {
        return new Provider(name, revision(), asns, peeringLocations);
    }

    @Override
    protected void take(ProviderEntity written) {
        asns = written.asns;
        peeringLocations = written.peeringLocations;
    }
}
