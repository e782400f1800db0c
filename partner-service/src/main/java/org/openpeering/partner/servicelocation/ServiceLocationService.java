/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import jakarta.inject.Singleton;
import java.util.List;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryService;

/** The operator's service locations. */
@Singleton
public class ServiceLocationService extends EntryService<ServiceLocationEntity> {
    private final ServiceLocationRepository repository;

    ServiceLocationService(ServiceLocationRepository repository, BlockingOutbox outbox, AuditTrail audit) {
        super("service location", repository, outbox, audit);
        this.repository = repository;
    }

    @Transacted
    public Outcome<ServiceLocationEntity> put(String name, ServiceLocationSpec spec) {
        return put(ServiceLocationRules.check(name, spec));
    }

    @Transacted
    public List<ServiceLocationEntity> inCountry(String country, String after) {
        return repository.inCountry(country, after, Page.SIZE + 1);
    }

    @Transacted
    public List<String> countries(String after) {
        return repository.countries(after, Page.SIZE + 1);
    }

    @Override
    protected String path(ServiceLocationEntity location) {
        return "/operator/catalogue/serviceLocations/" + location.key();
    }

    @Override
    protected Object view(ServiceLocationEntity location) {
        return ServiceLocationView.of(location);
    }
}
