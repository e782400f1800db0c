/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;

/** The operator's service providers. */
@Singleton
public class ProviderService extends EntryService<ProviderEntity> {
    private final ProviderRepository repository;
    private final MetroRepository metros;

    ProviderService(ProviderRepository repository, MetroRepository metros, BlockingOutbox outbox, AuditTrail audit) {
        super("provider", repository, outbox, audit);
        this.repository = repository;
        this.metros = metros;
    }

    @Transacted
    public List<ProviderEntity> all() {
        return repository.list("", "", Integer.MAX_VALUE);
    }

    @Transacted
    public Outcome<ProviderEntity> put(String name, ProviderSpec spec) {
        return put(ProviderRules.check(name, spec));
    }

    /** Shares its metros, in the order of their keys so that two writers can't wait for each other. */
    @Override
    protected Checked<ProviderEntity> anchored(ProviderEntity provider) {
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

    @Override
    protected void changed(ProviderEntity provider, BlockingOutbox to) {
        to.changed(Topic.PROVIDERS, provider.published());
    }

    @Override
    protected void deleted(ProviderEntity provider, BlockingOutbox to) {
        to.deleted(Topic.PROVIDERS, provider.key(), to.nextRevision());
    }

    @Override
    protected String path(ProviderEntity provider) {
        return "/operator/catalogue/providers/" + provider.name();
    }

    @Override
    protected Object view(ProviderEntity provider) {
        return ProviderView.of(provider);
    }
}
