/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;

/** What new data concerns, and the decisions about it. The network's: prefixes of every subscription. */
@ApplicationScoped
class RegistryRepository {
    private static final String HOLDS = "select * from registry_hold where ";

    private final Sql sql;

    RegistryRepository(Sql sql) {
        this.sql = sql;
    }

    /** Every prefix that somebody registered or activated. */
    List<IpPrefix> prefixes() {
        return sql.list(
                "select prefix from registered_prefix union select prefix from customer_prefix",
                row -> IpPrefix.parse(row.text("prefix")));
    }

    /** The hold of the source that waits for a decision: this one, unless there is one already. */
    HoldView hold(String id, Candidate candidate, int flips, int prefixes) {
        sql.update(
                "insert into registry_hold (id, source, version, digest, flips, prefixes) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (source) where decision is null do update set version = excluded.version,"
                        + " digest = excluded.digest, flips = excluded.flips, prefixes = excluded.prefixes",
                id,
                candidate.source(),
                candidate.version(),
                candidate.digest(),
                flips,
                prefixes);
        return sql.get(HOLDS + "source = ? and decision is null", HoldView::of, candidate.source());
    }

    boolean discarded(String source, String digest) {
        return !sql.list(HOLDS + "source = ? and digest = ? and decision = 'Discarded'", HoldView::of, source, digest)
                .isEmpty();
    }

    Optional<HoldView> find(String id) {
        return sql.find(HOLDS + "id = ?", HoldView::of, id);
    }

    /** The newest hundred, those that wait first. */
    List<HoldView> list() {
        return sql.list(HOLDS + "true order by decision is not null, held_at desc limit 100", HoldView::of);
    }

    /** False when it is decided already. */
    boolean decide(String id, String decision, String actor, String reason) {
        return sql.update(
                        "update registry_hold set decision = ?, actor = ?, reason = ?, decided_at = now()"
                                + " where id = ? and decision is null",
                        decision,
                        actor,
                        reason,
                        id)
                > 0;
    }
}
