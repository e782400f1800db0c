/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.sql.Failures;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;

/** Tables {@code address_pool} and {@code address_assignment}. */
@Singleton
public class AddressPoolRepository extends EntryRepository<AddressPoolEntity> {
    private static final String ALONE = "address_pool_alone_in_its_block";

    private final Statements statements;

    AddressPoolRepository(Statements statements) {
        super(statements, AddressPoolEntity.class, "address_pool");
        this.statements = statements;
    }

    /** Holds the pools of a metro, in the order of their names. */
    public Uni<List<AddressPoolEntity>> lockAt(String metroKey) {
        return lockedWhere("t.metro = :metro", Map.of("metro", metroKey), "for update");
    }

    @Override
    public Uni<Void> insert(AddressPoolEntity pool) {
        return super.insert(pool)
                .onFailure(failure -> Failures.violates(failure, ALONE))
                .transform(_ -> new ArmException(ApiError.at(
                        ErrorCode.CONFLICT, "prefix", pool.prefix() + " overlaps the block of another address pool.")));
    }

    /** Numbers of subnets that nobody has, lowest first; requires that the pool is held. */
    public Uni<List<Long>> free(AddressPoolEntity pool, int limit) {
        return statements
                .of("""
                        select number from generate_series(
                            0,
                            least(:subnets, (select count(*) + :limit from address_assignment where pool = :pool)) - 1
                        ) as number
                        where not exists (select from address_assignment a where a.pool = :pool and a.slot = number)
                        order by number limit :limit""")
                .set("subnets", pool.subnets())
                .set("limit", (long) limit)
                .set("pool", pool.key())
                .list(row -> row.number("number"));
    }

    /** Requires that the pool is held. */
    public Uni<Void> assign(AddressPoolEntity pool, long slot, IpPrefix subnet, long peering, String connection) {
        return statements
                .of("""
                        insert into address_assignment (pool, slot, peering, connection, subnet)
                        values (:pool, :slot, :peering, :connection, :subnet::cidr)""")
                .set("pool", pool.key())
                .set("slot", slot)
                .set("peering", peering)
                .set("connection", connection)
                .set("subnet", subnet)
                .update()
                .replaceWithVoid();
    }

    /** Whether there was anything to give back. */
    public Uni<Boolean> release(long peering, String connection) {
        return statements
                .of("delete from address_assignment where peering = :peering and connection = :connection")
                .set("peering", peering)
                .set("connection", connection)
                .update()
                .map(count -> count > 0);
    }
}
