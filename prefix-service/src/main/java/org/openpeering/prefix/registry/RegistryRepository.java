/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** What new data concerns, and the decisions about it. The network's: prefixes of every subscription. */
@ApplicationScoped
class RegistryRepository {
    private static final String HOLDS = "select * from registry_hold where ";

    private static final String PREFIXES =
            "select prefix from registered_prefix union select prefix from customer_prefix";

    private final Statements statements;

    RegistryRepository(Statements statements) {
        this.statements = statements;
    }

    /** Every prefix that somebody registered or activated. */
    Uni<List<IpPrefix>> prefixes() {
        return statements
                .of(PREFIXES)
                .list(row -> row)
                .chain(Computation.each((Row row) -> IpPrefix.parse(row.text("prefix"))));
    }

    /** How many that are. */
    Uni<Integer> count() {
        return statements
                .of("select count(*) as prefixes from (" + PREFIXES + ") p")
                .get(row -> Math.toIntExact(row.number("prefixes")));
    }

    /** The hold of the source that waits for a decision: this one, unless there is one already. */
    Uni<HoldView> hold(String id, Candidate candidate, int flips, int prefixes) {
        return statements
                .of("""
                insert into registry_hold (id, source, version, digest, flips, prefixes)
                values (:id, :source, :version, :digest, :flips, :prefixes)
                on conflict (source) where decision is null do update set version = excluded.version,
                    digest = excluded.digest, flips = excluded.flips, prefixes = excluded.prefixes""")
                .set("id", id)
                .set("source", candidate.source())
                .set("version", candidate.version())
                .set("digest", candidate.digest())
                .set("flips", flips)
                .set("prefixes", prefixes)
                .update()
                .chain(() -> statements
                        .of(HOLDS + "source = :source and decision is null")
                        .set("source", candidate.source())
                        .get(HoldView::of));
    }

    Uni<Boolean> discarded(String source, String digest) {
        return statements
                .of("select exists (" + HOLDS + "source = :source and digest = :digest and decision = 'Discarded')"
                        + " as discarded")
                .set("source", source)
                .set("digest", digest)
                .get(row -> row.bool("discarded"));
    }

    Uni<@Nullable HoldView> find(String id) {
        return statements.of(HOLDS + "id = :id").set("id", id).find(HoldView::of);
    }

    /** The newest hundred, those that wait first. */
    Uni<List<HoldView>> list() {
        return statements
                .of(HOLDS + "true order by decision is not null, held_at desc limit 100")
                .list(HoldView::of);
    }

    /** False when it is decided already. */
    Uni<Boolean> decide(String id, Decision decision, String actor, String reason) {
        return statements
                .of(
                        "update registry_hold set decision = :decision, actor = :actor, reason = :reason, decided_at = now()"
                                + " where id = :id and decision is null")
                .set("decision", decision)
                .set("actor", actor)
                .set("reason", reason)
                .set("id", id)
                .update()
                .map(changed -> changed > 0);
    }
}
