/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Row;

/**
 * Data that is, or was, held back.
 *
 * @param flips prefixes whose verdict it would turn over
 * @param prefixes that there are
 * @param decision Released, Discarded, or Superseded by data that needs no decision; null: none yet
 */
@RegisterForReflection
public record HoldView(
        String id,
        String source,
        String version,
        String digest,
        long flips,
        long prefixes,
        Instant heldAt,
        @Nullable String decision,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable Instant decidedAt) {
    /** It changes once, by being decided. */
    long revision() {
        return decision == null ? 1 : 2;
    }

    static HoldView of(Row row) {
        return new HoldView(
                row.text("id"),
                row.text("source"),
                row.text("version"),
                row.text("digest"),
                row.number("flips"),
                row.number("prefixes"),
                row.instant("held_at"),
                row.textOrNull("decision"),
                row.textOrNull("actor"),
                row.textOrNull("reason"),
                row.instantOrNull("decided_at"));
    }
}
