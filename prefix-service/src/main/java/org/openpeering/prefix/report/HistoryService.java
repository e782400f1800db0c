/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.request.Times;
import org.openpeering.prefix.change.TargetKind;

/** Answers what the verdict is, or was. */
@ApplicationScoped
public class HistoryService {
    private final VerdictRepository history;

    HistoryService(VerdictRepository history) {
        this.history = history;
    }

    /**
     * @param id of a prefix that was found in the caller's subscription
     * @param at a time of RFC 3339; null: now
     */
    @WithSession
    public Uni<ValidationView> view(TargetKind kind, ResourceId id, @Nullable String at) {
        return (at == null
                        ? history.current(kind, id.key())
                        : history.at(id.key(), Times.parse("at", at))
                                .onItem()
                                .ifNotNull()
                                .transform(then -> ValidationView.of(then.state(), then)))
                .onItem()
                .ifNull()
                .continueWith(() -> ValidationView.of(PrefixValidationState.NONE, null));
    }

    /** Remembers the verdict that a prefix has taken over from the one that took its place. */
    @WithTransaction
    public Uni<Void> adopt(TargetKind kind, ResourceId id) {
        return history.adopt(kind, id.key());
    }
}
