/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;

/** The operator's service providers. */
@Singleton
public class ProviderService extends EntryService<ProviderEntity, ProviderSpec, ProviderView> {
    private final ProviderRepository repository;
    private final MetroRepository metros;
    private final Outbox outbox;

    ProviderService(ProviderRepository repository, MetroRepository metros, Outbox outbox, AuditTrail audit) {
        super("provider", repository, outbox, audit);
        this.repository = repository;
        this.metros = metros;
        this.outbox = outbox;
    }

    @WithSession
    public Uni<List<ProviderEntity>> all() {
        return repository.list("", "", Integer.MAX_VALUE);
    }

    @Override
    protected Checked<ProviderEntity> check(EntryPath path, ProviderSpec spec) {
        return ProviderRules.check(path.name(), spec);
    }

    /** Shares its metros, in the order of their keys so that two writers can't wait for each other. */
    @Override
    protected Uni<ProviderEntity> anchored(ProviderEntity provider) {
        return Multi.createFrom()
                .iterable(provider.peeringLocations().stream()
                        .map(MetroEntity::key)
                        .sorted()
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(metros::lockShared)
                .collect()
                .asList()
                .map(found -> spelled(provider, found));
    }

    private static ProviderEntity spelled(ProviderEntity provider, List<MetroEntity> found) {
        Map<String, String> names = found.stream().collect(Collectors.toMap(MetroEntity::key, MetroEntity::name));
        Violations violations = new Violations();
        List<String> locations = provider.peeringLocations();
        for (int i = 0; i < locations.size(); i++) {
            if (!names.containsKey(MetroEntity.key(locations.get(i)))) {
                violations.add(
                        ErrorCode.PEERING_LOCATION_NOT_FOUND,
                        "peeringLocations[" + i + "]",
                        "There is no metro '" + Violations.shown(locations.get(i)) + "'.");
            }
        }
        return switch (violations.checked(() -> new ProviderEntity(
                provider.name(),
                provider.asns(),
                locations.stream()
                        .map(name -> names.getOrDefault(MetroEntity.key(name), name))
                        .toList()))) {
            case Checked.Valid<ProviderEntity>(ProviderEntity spelled) -> spelled;
            case Checked.Invalid<ProviderEntity>(ApiError error) -> throw new Refusal(error);
        };
    }

    @Override
    protected Uni<Void> changed(@Nullable ProviderView before, ProviderEntity provider) {
        return outbox.changed(Topic.PROVIDERS, provider.published());
    }

    @Override
    protected Uni<Void> deleted(ProviderEntity provider) {
        return outbox.nextRevision().chain(revision -> outbox.deleted(Topic.PROVIDERS, provider.key(), revision));
    }

    @Override
    protected String path(ProviderEntity provider) {
        return "/operator/catalogue/providers/" + provider.name();
    }

    @Override
    protected ProviderView view(ProviderEntity provider) {
        return ProviderView.of(provider);
    }
}
