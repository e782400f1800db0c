/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcType;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.sql.Jsonb;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.MetroEntity;

/** A row of {@code edge_router}. Its key is its name, the BMP sysName, exact. */
@Entity
@Table(name = "edge_router")
@AttributeOverride(name = "key", column = @Column(name = "name"))
@DynamicUpdate
public class EdgeRouterEntity extends Entry<EdgeRouterEntity> {
    @Column(name = "metro")
    private String metroKey;

    @JdbcType(Jsonb.class)
    private List<IpAddress> addresses;

    @Column(name = "internet_tables")
    @JdbcType(Jsonb.class)
    private List<String> internetTables;

    /** In the catalogue's spelling. */
    @Formula("(select m.name from metro m where m.key = metro)")
    private String metro;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected EdgeRouterEntity() {}

    EdgeRouterEntity(String name, String metro, List<IpAddress> addresses, List<String> internetTables) {
        super(name, 0);
        this.metroKey = MetroEntity.key(metro);
        this.metro = metro;
        this.addresses = List.copyOf(addresses);
        this.internetTables = List.copyOf(internetTables);
    }

    public String name() {
        return key();
    }

    public String metro() {
        return metro;
    }

    public List<IpAddress> addresses() {
        return addresses;
    }

    public List<String> internetTables() {
        return internetTables;
    }

    /** What other services know of it. */
    public EdgeRouter published() {
        return new EdgeRouter(name(), revision(), metro, addresses, internetTables);
    }

    /** At this metro, in the catalogue's spelling. */
    EdgeRouterEntity at(MetroEntity found) {
        return new EdgeRouterEntity(name(), found.name(), addresses, internetTables);
    }

    @Override
    protected void take(EdgeRouterEntity written) {
        metroKey = written.metroKey;
        metro = written.metro;
        addresses = written.addresses;
        internetTables = written.internetTables;
    }
}
