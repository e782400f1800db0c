/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.PeeringChild;
import org.openpeering.prefix.key.KeyService;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.registration.RegistrationService;
import org.openpeering.prefix.registration.Wanted;

/**
 * Registers customers' AS numbers under route server peerings. That a number is registered once, anywhere, is the table's
 * constraint. Of many that register it at once one wins, and rows are locked in one order: see {@link
 * RegistrationService}.
 */
@Singleton
public class RegisteredAsnService extends RegistrationService<RegisteredAsn> implements PeeringChild {
    private final RegisteredAsnRepository repository;
    private final KeyService keys;

    RegisteredAsnService(RegisteredAsnRepository repository, PartnerRepository partners, KeyService keys) {
        super(repository, partners, keys);
        this.repository = repository;
        this.keys = keys;
    }

    @WithTransaction
    public Uni<Outcome<RegisteredAsn>> put(ResourceId peering, String name, Asn asn, Preconditions conditions) {
        ResourceId id = peering.child(ResourceType.REGISTERED_ASNS, name);
        return put(peering, id, conditions, new WantedAsn(id, asn));
    }

    /** An AS number to be registered. */
    private final class WantedAsn implements Wanted<RegisteredAsn> {
        private final ResourceId id;
        private final Asn asn;

        WantedAsn(ResourceId id, Asn asn) {
            this.id = id;
            this.asn = asn;
        }

        @Override
        public void check(Peering parent) {
            if (parent.directPeeringType() != DirectPeeringType.IX_RS) {
                throw new Refusal(unfit(parent));
            }
            if (!parent.hasActiveConnection()) {
                throw new Refusal(Refusals.noActiveConnection(parent.id(), "AS numbers"));
            }
        }

        @Override
        public Uni<@Nullable RegisteredAsn> insert(Peering parent) {
            return repository.insert(id, parent.id(), asn);
        }

        /** Nothing: who has no key yet has claimed nothing. */
        @Override
        public Uni<Void> registered(RegisteredAsn made) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public void same(RegisteredAsn held) {
            if (!held.asn().equals(asn)) {
                throw new Refusal(Refusals.fixed("properties.asn", held.asn()));
            }
        }

        @Override
        public ApiError taken() {
            return ApiError.at(
                    ErrorCode.ASN_ALREADY_REGISTERED,
                    "properties.asn",
                    "The AS number " + asn + " is already registered; its key is good at every location.");
        }
    }

    private static ApiError unfit(Peering parent) {
        return ApiError.of(
                ErrorCode.PEERING_TYPE_NOT_SUPPORTED,
                "AS numbers are registered under peerings of type IxRs; the peering '"
                        + parent.id().name() + "' is of type "
                        + parent.directPeeringType().wire() + ". Register prefixes under it.");
    }

    @Override
    public Uni<Boolean> dropUnder(String peeringKey, long before, int limit) {
        return repository
                .lockUnder(peeringKey, before, limit)
                .call(children -> Multi.createFrom()
                        .iterable(children)
                        .onItem()
                        .transformToUniAndConcatenate(this::drop)
                        .collect()
                        .asList())
                .map(children -> !children.isEmpty());
    }

    /** What customers claim with its keys they claim no longer. */
    @Override
    protected Uni<Void> drop(RegisteredAsn held) {
        return keys.revoke(held.owner()).chain(() -> repository.delete(held.id()));
    }
}
