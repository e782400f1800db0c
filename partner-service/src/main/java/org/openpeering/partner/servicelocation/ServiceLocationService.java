/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.request.Page;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;

/** The operator's service locations. */
@Singleton
public class ServiceLocationService
        extends EntryService<ServiceLocationEntity, ServiceLocationSpec, ServiceLocationView> {
    private final ServiceLocationRepository repository;
    private final Outbox outbox;

    ServiceLocationService(ServiceLocationRepository repository, Outbox outbox, AuditTrail audit) {
        super("service location", repository, outbox, audit);
        this.repository = repository;
        this.outbox = outbox;
    }

    @WithSession
    public Uni<List<ServiceLocationEntity>> inCountry(String country, String after) {
        return repository.inCountry(country, after, Page.SIZE + 1);
    }

    @WithSession
    public Uni<List<String>> countries(String after) {
        return repository.countries(after, Page.SIZE + 1);
    }

    @Override
    protected Checked<ServiceLocationEntity> check(EntryPath path, ServiceLocationSpec spec) {
        return ServiceLocationRules.check(path.name(), spec);
    }

    @Override
    protected Uni<Void> changed(@Nullable ServiceLocationView before, ServiceLocationEntity location) {
        return outbox.changed(Topic.PLACES, location.published());
    }

    @Override
    protected Uni<Void> deleted(ServiceLocationEntity location) {
        return outbox.nextRevision()
                .chain(revision ->
                        outbox.deleted(Topic.PLACES, location.published().key(), revision));
    }

    @Override
    protected String path(ServiceLocationEntity location) {
        return "/operator/catalogue/serviceLocations/" + location.key();
    }

    @Override
    protected ServiceLocationView view(ServiceLocationEntity location) {
        return ServiceLocationView.of(location);
    }
}
