/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.MetroEntity;

/** A row of {@code address_pool}. What it is stays: another block is another pool. */
@Entity
@Table(name = "address_pool")
public class AddressPoolEntity extends Entry<AddressPoolEntity> {
    private static final int MOST_BITS = 40;

    private String name;

    @Column(name = "metro")
    private String metroKey;

    @ColumnTransformer(read = "text(prefix)", write = "cast(cast(? as text) as cidr)")
    private IpPrefix prefix;

    /** Of the subnets it is cut into. */
    @Column(name = "subnet_length")
    private int subnetLength;

    /** In the catalogue's spelling. */
    @Formula("(select m.name from metro m where m.key = metro)")
    private String metro;

    /** How many subnets had an owner when the row was read. */
    @Formula("(select count(*) from address_assignment a where a.pool = key)")
    private long assigned;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected AddressPoolEntity() {}

    AddressPoolEntity(String name, String metro, IpPrefix prefix, int subnetLength) {
        super(name.toLowerCase(Locale.ROOT), 0);
        this.name = name;
        this.metroKey = MetroEntity.key(metro);
        this.metro = metro;
        this.prefix = prefix;
        this.subnetLength = subnetLength;
    }

    public String name() {
        return name;
    }

    public String metro() {
        return metro;
    }

    public IpPrefix prefix() {
        return prefix;
    }

    public int subnetLength() {
        return subnetLength;
    }

    public long assigned() {
        return assigned;
    }

    /** How many subnets there are; of a block that nobody ever fills only the beginning is used. */
    public long subnets() {
        return 1L << Math.min(subnetLength - prefix.length(), MOST_BITS);
    }

    /** At this metro, in the catalogue's spelling. */
    AddressPoolEntity at(MetroEntity found) {
        return new AddressPoolEntity(name, found.name(), prefix, subnetLength);
    }

    boolean same(AddressPoolEntity other) {
        return metroKey.equals(other.metroKey) && prefix.equals(other.prefix) && subnetLength == other.subnetLength;
    }

    /** Nothing of it changes. */
    @Override
    protected void take(AddressPoolEntity written) {}
}
