/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Versions of offers by customer prefix. Rows are added, never changed; of each prefix the newest are kept. */
@ApplicationScoped
class ProbeTargetRepository {
    /** Versions that are kept of one prefix. */
    static final int KEPT = 1000;

    private static final String VERSIONS =
            "select revision, prefix, targets::text as targets, changed_by, changed_at from probe_targets"
                    + " where subscription = :subscription and resource_key = :key and ";

    private final Statements statements;

    ProbeTargetRepository(Statements statements) {
        this.statements = statements;
    }

    /** Locks the customer prefix, so that its offer has one writer, and its prefix stays the same; whether it is there. */
    Uni<Boolean> lockOwner(ResourceId id) {
        return statements
                .of("select prefix from customer_prefix where subscription = :subscription and resource_key = :key"
                        + " and replaces is null for update")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .list(row -> row.text("prefix"))
                .map(rows -> !rows.isEmpty());
    }

    /** The newest of this prefix; null: nobody has offered anything of it. */
    Uni<@Nullable OfferVersion> newest(ResourceId id, IpPrefix prefix) {
        return statements
                .of(VERSIONS + "prefix = :prefix order by revision desc limit 1")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("prefix", prefix)
                .find(ProbeTargetRepository::version);
    }

    /**
     * A page, newest first, with what was offered of prefixes that the resource had before.
     *
     * @param before 0: the first page
     */
    Uni<List<OfferVersion>> page(ResourceId id, long before) {
        return statements
                .of(VERSIONS + "revision < :before order by revision desc limit :limit")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("before", before == 0 ? Long.MAX_VALUE : before)
                .set("limit", Page.SIZE + 1)
                .list(ProbeTargetRepository::version);
    }

    /** @param targets null: what was offered is taken back */
    Uni<OfferVersion> add(ResourceId id, IpPrefix prefix, @Nullable List<ProbeTarget> targets, String changedBy) {
        return statements
                .of("""
                insert into probe_targets (resource_key, revision, subscription, prefix, targets, changed_by)
                values (:key, nextval('revision'), :subscription, :prefix, :targets::jsonb, :changedBy)
                returning revision, prefix, targets::text as targets, changed_by, changed_at""")
                .set("key", id.key())
                .set("subscription", id.subscription())
                .set("prefix", prefix)
                .set("targets", targets == null ? null : statements.json(targets))
                .set("changedBy", changedBy)
                .get(ProbeTargetRepository::version)
                .call(() -> forgetOldest(id));
    }

    private Uni<Integer> forgetOldest(ResourceId id) {
        return statements
                .of("""
                delete from probe_targets where subscription = :subscription and resource_key = :key and revision <= (
                    select revision from probe_targets where resource_key = :key
                    order by revision desc offset :kept limit 1)""")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("kept", KEPT)
                .update();
    }

    private static OfferVersion version(Row row) {
        return new OfferVersion(
                row.number("revision"),
                IpPrefix.parse(row.text("prefix")),
                row.textOrNull("targets") == null ? null : List.of(row.json("targets", ProbeTarget[].class)),
                row.text("changed_by"),
                row.instant("changed_at"));
    }
}
