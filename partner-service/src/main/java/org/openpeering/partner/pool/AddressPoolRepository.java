/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

/** Tables {@code address_pool} and {@code address_assignment}; they belong to the operator, not to a subscription. */
@ApplicationScoped
public class AddressPoolRepository {
    private static final String SELECT =
            "select a.*, m.name as metro_name from address_pool a join metro m on m.key = a.metro";

    private final Sql sql;

    AddressPoolRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<AddressPoolEntity> find(String name) {
        return sql.find(SELECT + " where a.key = ?", AddressPoolRepository::map, AddressPoolEntity.key(name));
    }

    Optional<AddressPoolEntity> lock(String name) {
        return sql.find(
                SELECT + " where a.key = ? for update of a", AddressPoolRepository::map, AddressPoolEntity.key(name));
    }

    /** Holds the pools of a metro, in the order of their names. */
    public List<AddressPoolEntity> lockAt(String metroKey) {
        return sql.list(
                SELECT + " where a.metro = ? order by a.key for update of a", AddressPoolRepository::map, metroKey);
    }

    List<AddressPoolEntity> list(String after, int limit) {
        return sql.list(
                SELECT + " where a.key collate \"C\" > ? order by a.key collate \"C\" limit ?",
                AddressPoolRepository::map,
                after,
                limit);
    }

    boolean insert(AddressPoolEntity pool, String metroKey) {
        return sql.update("""
                        insert into address_pool (key, name, revision, metro, prefix, subnet_length)
                        values (?, ?, ?, ?, ?::cidr, ?) on conflict do nothing""", pool.key(), pool.name(), pool.revision(), metroKey, pool.prefix(), pool.subnetLength())
                > 0;
    }

    void revise(AddressPoolEntity pool) {
        sql.update("update address_pool set revision = ? where key = ?", pool.revision(), pool.key());
    }

    void delete(AddressPoolEntity pool) {
        sql.update("delete from address_pool where key = ?", pool.key());
    }

    long assigned(AddressPoolEntity pool) {
        return sql.get(
                "select count(*) as n from address_assignment where pool = ?", row -> row.number("n"), pool.key());
    }

    /** Numbers of subnets that nobody has, lowest first; requires that the pool is held. */
    public List<Long> free(AddressPoolEntity pool, int limit) {
        return sql.list("""
                select number from generate_series(
                    0, least(?::bigint, (select count(*) + ? from address_assignment where pool = ?)) - 1) as number
                where not exists (select from address_assignment a where a.pool = ? and a.slot = number)
                order by number limit ?""", row -> row.number("number"), pool.subnets(), limit, pool.key(), pool.key(), limit);
    }

    /** Requires that the pool is held. */
    public void assign(AddressPoolEntity pool, long slot, IpPrefix subnet, long peering, String connection) {
        sql.update(
                "insert into address_assignment (pool, slot, peering, connection, subnet) values (?, ?, ?, ?, ?::cidr)",
                pool.key(),
                slot,
                peering,
                connection,
                subnet);
    }

    /** Whether there was anything to give back. */
    public boolean release(long peering, String connection) {
        return sql.update("delete from address_assignment where peering = ? and connection = ?", peering, connection)
                > 0;
    }

    private static AddressPoolEntity map(Row row) {
        return new AddressPoolEntity(
                row.text("name"),
                row.number("revision"),
                row.text("metro_name"),
                IpPrefix.parse(row.text("prefix")),
                Math.toIntExact(row.number("subnet_length")));
    }
}
