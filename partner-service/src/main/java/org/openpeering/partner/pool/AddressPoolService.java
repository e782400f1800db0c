/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.text.Prose;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroRepository;

/** The operator's address pools. What a pool is stays: another block is another pool. */
@Singleton
public class AddressPoolService extends EntryService<AddressPoolEntity, AddressPoolSpec, AddressPoolView> {
    private final MetroRepository metros;

    AddressPoolService(AddressPoolRepository repository, MetroRepository metros, AuditTrail audit, Outbox outbox) {
        super("address pool", repository, outbox, audit);
        this.metros = metros;
    }

    @Override
    protected Checked<AddressPoolEntity> check(EntryPath path, AddressPoolSpec spec) {
        return AddressPoolRules.check(path.name(), spec);
    }

    @Override
    protected Uni<AddressPoolEntity> anchored(AddressPoolEntity wanted) {
        return metros.lockShared(wanted.metro())
                .onItem()
                .ifNull()
                .failWith(() -> MetroRepository.unknown(wanted.metro()))
                .map(wanted::at);
    }

    @Override
    protected void admit(AddressPoolEntity held, AddressPoolEntity wanted) {
        if (!held.same(wanted)) {
            throw new Refusal(ApiError.of(
                    ErrorCode.CHANGE_NOT_ALLOWED,
                    "A pool's metro, prefix and subnetLength can not be changed; make another pool."));
        }
    }

    @Override
    protected Uni<@Nullable String> use(AddressPoolEntity held) {
        return Uni.createFrom()
                .item(
                        held.assigned() == 0
                                ? null
                                : Prose.count(held.assigned(), "subnet") + " of the pool '" + held.name()
                                        + Prose.agree(held.assigned(), "' is in use.", "' are in use."));
    }

    @Override
    protected String path(AddressPoolEntity pool) {
        return "/operator/addressPools/" + pool.name();
    }

    @Override
    protected AddressPoolView view(AddressPoolEntity pool) {
        return AddressPoolView.of(pool);
    }
}
