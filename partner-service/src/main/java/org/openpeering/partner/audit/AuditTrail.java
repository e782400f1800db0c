/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.kit.tenancy.CurrentCaller;

/** Puts on record what the current caller does; takes part in the transaction of the change. */
@ApplicationScoped
public class AuditTrail {
    /** The actor of what follows from observations: no caller asked for it. */
    public static final String OBSERVED = "observed";

    private final AuditRepository repository;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    AuditTrail(AuditRepository repository, CurrentCaller caller, ObjectMapper json) {
        this.repository = repository;
        this.caller = caller;
        this.json = json;
    }

    /**
     * Records the difference between two views of an object, if there is any.
     *
     * @param before null: it was created
     * @param after null: it was deleted
     */
    public Uni<Void> changed(String object, @Nullable Object before, @Nullable Object after) {
        List<AuditChange> changes = AuditChange.between(tree(before), tree(after));
        AuditAction action =
                before == null ? AuditAction.CREATED : after == null ? AuditAction.DELETED : AuditAction.CHANGED;
        return changes.isEmpty() ? Uni.createFrom().voidItem() : add(object, action, changes);
    }

    /** Records something that was done and has no before. */
    public Uni<Void> did(String object, AuditAction action, Map<String, ?> details) {
        return add(object, action, AuditChange.between(json.createObjectNode(), json.valueToTree(details)));
    }

    private Uni<Void> add(String object, AuditAction action, List<AuditChange> changes) {
        Optional<Caller> who = Arc.container().requestContext().isActive() ? caller.find() : Optional.empty();
        return repository.add(
                object,
                who.map(Caller::subject).orElse(OBSERVED),
                who.map(Caller::tokenId).orElse("-"),
                action,
                changes);
    }

    private JsonNode tree(@Nullable Object view) {
        return view == null ? MissingNode.getInstance() : json.valueToTree(view);
    }

    @WithSession
    Uni<List<AuditEntity>> list(@Nullable String object, long after) {
        return repository.page(object, after);
    }
}
