/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;

/**
 * The operator's inventory of edge routers. Metros are locked before the router, in the order of their keys: whoever
 * changes where sessions are holds the metros concerned.
 */
@ApplicationScoped
public class EdgeRouterService {
    private final EdgeRouterRepository repository;
    private final MetroRepository metros;
    private final List<EdgeRouterWatcher> watchers;
    private final AuditTrail audit;
    private final BlockingOutbox outbox;

    EdgeRouterService(
            EdgeRouterRepository repository,
            MetroRepository metros,
            @All List<EdgeRouterWatcher> watchers,
            AuditTrail audit,
            BlockingOutbox outbox) {
        this.audit = audit;
        this.repository = repository;
        this.metros = metros;
        this.watchers = watchers;
        this.outbox = outbox;
    }

    @Transacted
    public List<EdgeRouterEntity> list(String after) {
        return repository.list(after, Page.SIZE + 1);
    }

    @Transacted
    public Outcome<EdgeRouterEntity> get(String name) {
        return repository
                .find(name)
                .<Outcome<EdgeRouterEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(ApiError.of(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "The edge router '" + Violations.shown(name) + "' was not found.")));
    }

    @Transacted
    public Outcome<EdgeRouterEntity> put(String name, EdgeRouterSpec spec) {
        return switch (EdgeRouterRules.check(name, spec)) {
            case Checked.Invalid<EdgeRouterEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<EdgeRouterEntity>(EdgeRouterEntity router) -> place(router);
        };
    }

    private Outcome<EdgeRouterEntity> place(EdgeRouterEntity wanted) {
        Optional<EdgeRouterEntity> before = repository.find(wanted.name());
        TreeSet<String> keys = new TreeSet<>(List.of(MetroEntity.key(wanted.metro())));
        before.ifPresent(router -> keys.add(MetroEntity.key(router.metro())));
        keys.forEach(metros::lock);
        Optional<MetroEntity> metro = metros.find(wanted.metro());
        if (metro.isEmpty()) {
            return new Outcome.Refused<>(ApiError.at(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    "metro",
                    "There is no metro '" + Violations.shown(wanted.metro()) + "'."));
        }
        EdgeRouterEntity router =
                new EdgeRouterEntity(wanted.name(), 0, metro.get().name(), wanted.addresses());
        if (before.isEmpty() && repository.insert(router)) {
            return new Outcome.Created<>(save(null, router, keys));
        }
        Optional<EdgeRouterEntity> held = repository.lock(router.name());
        if (held.isEmpty() || !keys.contains(MetroEntity.key(held.get().metro()))) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.CONFLICT, "The edge router is being changed by another request; try again."));
        }
        EdgeRouterEntity same = router.revised(held.get().revision());
        return new Outcome.Found<>(same.equals(held.get()) ? same : save(held.get(), router, keys));
    }

    private EdgeRouterEntity save(@Nullable EdgeRouterEntity before, EdgeRouterEntity router, Set<String> metroKeys) {
        EdgeRouterEntity revised = router.revised(outbox.nextRevision());
        repository.update(revised);
        Work.await(() -> audit.changed(
                path(revised), before == null ? null : EdgeRouterView.of(before), EdgeRouterView.of(revised)));
        outbox.changed(Topic.EDGE_ROUTERS, revised.published());
        tell(metroKeys);
        return revised;
    }

    @Transacted
    public Outcome<EdgeRouterEntity> delete(String name) {
        Optional<EdgeRouterEntity> before = repository.find(name);
        before.ifPresent(router -> metros.lock(router.metro()));
        Optional<EdgeRouterEntity> held = before.flatMap(_ -> repository.lock(name));
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        if (!held.get().metro().equals(before.get().metro())) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.CONFLICT, "The edge router is being changed by another request; try again."));
        }
        repository.delete(held.get());
        Work.await(() -> audit.changed(path(held.get()), EdgeRouterView.of(held.get()), null));
        outbox.deleted(Topic.EDGE_ROUTERS, name, outbox.nextRevision());
        tell(Set.of(held.get().metro()));
        return new Outcome.Deleted<>();
    }

    private static String path(EdgeRouterEntity router) {
        return "/operator/edgeRouters/" + router.name();
    }

    private void tell(Set<String> metroNames) {
        metroNames.forEach(metro -> watchers.forEach(watcher -> watcher.routersChanged(metro)));
    }
}
