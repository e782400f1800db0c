/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
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

/** The operator's address pools. What a pool is stays: another block is another pool. */
@ApplicationScoped
public class AddressPoolService {
    private final AddressPoolRepository repository;
    private final MetroRepository metros;
    private final AuditTrail audit;
    private final BlockingOutbox outbox;

    AddressPoolService(
            AddressPoolRepository repository, MetroRepository metros, AuditTrail audit, BlockingOutbox outbox) {
        this.repository = repository;
        this.metros = metros;
        this.audit = audit;
        this.outbox = outbox;
    }

    @Transacted
    public List<AddressPoolView> list(String after) {
        return repository.list(after, Page.SIZE + 1).stream().map(this::view).toList();
    }

    private AddressPoolView view(AddressPoolEntity pool) {
        return AddressPoolView.of(pool, repository.assigned(pool));
    }

    @Transacted
    public Outcome<AddressPoolView> get(String name) {
        return repository
                .find(name)
                .<Outcome<AddressPoolView>>map(pool -> new Outcome.Found<>(view(pool)))
                .orElseGet(() -> new Outcome.Refused<>(ApiError.of(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "The address pool '" + Violations.shown(name) + "' was not found.")));
    }

    @Transacted
    public Outcome<AddressPoolView> put(String name, AddressPoolSpec spec) {
        return switch (AddressPoolRules.check(name, spec)) {
            case Checked.Invalid<AddressPoolEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<AddressPoolEntity>(AddressPoolEntity pool) -> store(pool);
        };
    }

    private Outcome<AddressPoolView> store(AddressPoolEntity wanted) {
        Optional<MetroEntity> metro = metros.share(wanted.metro());
        if (metro.isEmpty()) {
            return new Outcome.Refused<>(ApiError.at(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    "metro",
                    "There is no metro '" + Violations.shown(wanted.metro()) + "'."));
        }
        AddressPoolEntity pool =
                new AddressPoolEntity(wanted.name(), 0, metro.get().name(), wanted.prefix(), wanted.subnetLength());
        if (repository.insert(pool, metro.get().key())) {
            AddressPoolEntity revised = pool.revised(outbox.nextRevision());
            repository.revise(revised);
            AddressPoolView view = AddressPoolView.of(revised, 0);
            Work.await(() -> audit.changed(path(pool), null, view));
            return new Outcome.Created<>(view);
        }
        Optional<AddressPoolEntity> held = repository.lock(pool.name());
        if (held.isEmpty()) {
            return new Outcome.Refused<>(ApiError.at(
                    ErrorCode.CONFLICT, "prefix", pool.prefix() + " overlaps the block of another address pool."));
        }
        boolean same = held.get().metro().equals(pool.metro())
                && held.get().prefix().equals(pool.prefix())
                && held.get().subnetLength() == pool.subnetLength();
        return same
                ? new Outcome.Found<>(view(held.get()))
                : new Outcome.Refused<>(ApiError.of(
                        ErrorCode.CHANGE_NOT_ALLOWED,
                        "A pool's metro, prefix and subnetLength can not be changed; make another pool."));
    }

    @Transacted
    public Outcome<AddressPoolView> delete(String name) {
        Optional<AddressPoolEntity> held = repository.lock(name);
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        long assigned = repository.assigned(held.get());
        if (assigned > 0) {
            return new Outcome.Refused<>(ApiError.of(
                    ErrorCode.IN_USE,
                    assigned + " subnets of the pool '" + held.get().name() + "' are in use."));
        }
        repository.delete(held.get());
        Work.await(() -> audit.changed(path(held.get()), AddressPoolView.of(held.get(), 0), null));
        return new Outcome.Deleted<>();
    }

    private static String path(AddressPoolEntity pool) {
        return "/operator/addressPools/" + pool.name();
    }
}
