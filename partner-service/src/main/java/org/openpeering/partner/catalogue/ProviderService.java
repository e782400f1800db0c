/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Page;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;

/** The operator's service providers. */
@ApplicationScoped
public class ProviderService {
    private final ProviderRepository repository;
    private final MetroRepository metros;
    private final Outbox outbox;

    ProviderService(ProviderRepository repository, MetroRepository metros, Outbox outbox) {
        this.repository = repository;
        this.metros = metros;
        this.outbox = outbox;
    }

    @Transactional
    public List<ProviderEntity> list(String after) {
        return repository.list(after, Page.SIZE + 1);
    }

    @Transactional
    public List<ProviderEntity> all() {
        return repository.list("", Integer.MAX_VALUE);
    }

    @Transactional
    public Outcome<ProviderEntity> get(String name) {
        return repository
                .find(name.toLowerCase(Locale.ROOT))
                .<Outcome<ProviderEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(ApiError.of(
                        ErrorCode.RESOURCE_NOT_FOUND, "The provider '" + Violations.shown(name) + "' was not found.")));
    }

    @Transactional
    public Outcome<ProviderEntity> put(String name, ProviderSpec spec) {
        return switch (CatalogueRules.check(name, spec)) {
            case Checked.Invalid<ProviderEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<ProviderEntity>(ProviderEntity provider) ->
                switch (located(provider)) {
                    case Checked.Invalid<ProviderEntity>(ApiError error) -> new Outcome.Refused<>(error);
                    case Checked.Valid<ProviderEntity>(ProviderEntity located) -> store(located);
                };
        };
    }

    /** Shares its metros, in the order of their keys so that two writers can't wait for each other. */
    private Checked<ProviderEntity> located(ProviderEntity provider) {
        TreeMap<String, Optional<MetroEntity>> found = new TreeMap<>();
        provider.peeringLocations().stream()
                .map(MetroEntity::key)
                .sorted()
                .forEach(key -> found.put(key, metros.share(key)));
        Violations violations = new Violations();
        List<String> locations = provider.peeringLocations();
        for (int i = 0; i < locations.size(); i++) {
            if (found.getOrDefault(MetroEntity.key(locations.get(i)), Optional.empty())
                    .isEmpty()) {
                violations.add(
                        ErrorCode.PEERING_LOCATION_NOT_FOUND,
                        "peeringLocations[" + i + "]",
                        "There is no metro '" + Violations.shown(locations.get(i)) + "'.");
            }
        }
        return violations.checked(() -> new ProviderEntity(
                provider.name(),
                0,
                provider.asns(),
                locations.stream()
                        .map(name -> found.getOrDefault(MetroEntity.key(name), Optional.empty())
                                .map(MetroEntity::name)
                                .orElse(name))
                        .toList()));
    }

    private Outcome<ProviderEntity> store(ProviderEntity wanted) {
        if (repository.insert(wanted)) {
            return new Outcome.Created<>(save(wanted));
        }
        Optional<ProviderEntity> found = repository.lock(wanted.key());
        if (found.isEmpty()) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.CONFLICT, "The provider is being deleted by another request; try again."));
        }
        ProviderEntity held = found.get();
        ProviderEntity provider =
                new ProviderEntity(held.name(), held.revision(), wanted.asns(), wanted.peeringLocations());
        return new Outcome.Found<>(provider.equals(held) ? held : save(provider));
    }

    private ProviderEntity save(ProviderEntity provider) {
        ProviderEntity revised = provider.revised(outbox.nextRevision());
        repository.update(revised);
        outbox.changed(Topic.PROVIDERS, revised.published());
        return revised;
    }

    @Transactional
    public Outcome<ProviderEntity> delete(String name) {
        Optional<ProviderEntity> held = repository.lock(name.toLowerCase(Locale.ROOT));
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        repository.delete(held.get());
        outbox.deleted(Topic.PROVIDERS, held.get().key(), outbox.nextRevision());
        return new Outcome.Deleted<>();
    }
}
