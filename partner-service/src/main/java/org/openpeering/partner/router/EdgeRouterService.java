/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;

/**
 * The operator's inventory of edge routers. Metros are locked before the router, in the order of their keys: whoever
 * changes where sessions are holds the metros concerned. The router was claimed before, so it stays where it is seen.
 */
@Singleton
public class EdgeRouterService extends EntryService<EdgeRouterEntity, EdgeRouterSpec, EdgeRouterView> {
    private final EdgeRouterRepository repository;
    private final MetroRepository metros;
    private final List<EdgeRouterWatcher> watchers;
    private final Outbox outbox;

    EdgeRouterService(
            EdgeRouterRepository repository,
            MetroRepository metros,
            @All List<EdgeRouterWatcher> watchers,
            AuditTrail audit,
            Outbox outbox) {
        super("edge router", repository, outbox, audit);
        this.repository = repository;
        this.metros = metros;
        this.watchers = watchers;
        this.outbox = outbox;
    }

    @Override
    protected Checked<EdgeRouterEntity> check(EntryPath path, EdgeRouterSpec spec) {
        return EdgeRouterRules.check(path.name(), spec);
    }

    /** Exact. */
    @Override
    protected String key(EntryPath path) {
        return path.name();
    }

    @Override
    protected Uni<EdgeRouterEntity> anchored(EdgeRouterEntity wanted) {
        String key = MetroEntity.key(wanted.metro());
        return repository
                .metroOf(wanted.name())
                .chain(before -> lockMetros(Stream.of(before, key).filter(Objects::nonNull)))
                .chain(locked -> Uni.createFrom()
                        .optional(locked.stream()
                                .filter(metro -> metro.key().equals(key))
                                .findFirst()))
                .onItem()
                .ifNull()
                .failWith(() -> MetroRepository.unknown(wanted.metro()))
                .map(wanted::at);
    }

    @Override
    protected Uni<Void> prepareDelete(String name) {
        return repository
                .metroOf(name)
                .chain(metro -> lockMetros(Stream.ofNullable(metro)))
                .replaceWithVoid();
    }

    private Uni<List<MetroEntity>> lockMetros(Stream<String> metroKeys) {
        return Multi.createFrom()
                .iterable(metroKeys.distinct().sorted().toList())
                .onItem()
                .transformToUniAndConcatenate(metros::lock)
                .collect()
                .asList();
    }

    @Override
    protected Uni<Void> changed(@Nullable EdgeRouterView before, EdgeRouterEntity router) {
        return outbox.changed(Topic.EDGE_ROUTERS, router.published())
                .chain(() -> tell(Stream.of(before == null ? router.metro() : before.metro(), router.metro())));
    }

    @Override
    protected Uni<Void> deleted(EdgeRouterEntity router) {
        return outbox.nextRevision()
                .chain(revision -> outbox.deleted(Topic.EDGE_ROUTERS, router.name(), revision))
                .chain(() -> tell(Stream.of(router.metro())));
    }

    private Uni<Void> tell(Stream<String> metroNames) {
        return Multi.createFrom()
                .iterable(metroNames.distinct().toList())
                .onItem()
                .transformToMultiAndConcatenate(metro -> Multi.createFrom()
                        .iterable(watchers)
                        .onItem()
                        .transformToUniAndConcatenate(watcher -> watcher.routersChanged(metro)))
                .collect()
                .last();
    }

    @Override
    protected String path(EdgeRouterEntity router) {
        return "/operator/edgeRouters/" + router.name();
    }

    @Override
    protected EdgeRouterView view(EdgeRouterEntity router) {
        return EdgeRouterView.of(router);
    }
}
