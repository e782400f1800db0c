/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.message.Received;

/**
 * Read-your-writes across services: when our copy would lead to a refusal, the owner is asked once before the use case
 * runs, and what it says is taken over exactly as if it had come by the topic. Runs before the transaction, never in it.
 */
@ApplicationScoped
public class OwnerLookup {
    private static final Logger LOG = Logger.getLogger(OwnerLookup.class);

    private final PartnerRepository partners;
    private final PartnerService service;
    private final Owner owner;

    OwnerLookup(PartnerRepository partners, PartnerService service, Owner owner) {
        this.partners = partners;
        this.service = service;
        this.owner = owner;
    }

    /**
     * Sees to it that a peering which exists and has an Active connection is held as such.
     *
     * @return the refusal when nobody can say whether it exists
     */
    public Optional<ApiError> freshenPeering(ResourceId id, @Nullable String authorization) {
        Optional<Peering> held = partners.peering(id.subscription(), id);
        if (authorization == null || held.filter(Peering::hasActiveConnection).isPresent()) {
            return Optional.empty();
        }
        try {
            owner.peering(authorization, id).ifPresent(this::take);
            return Optional.empty();
        } catch (OwnerUnreachableException | CircuitBreakerOpenException e) {
            LOG.warnf("peering %s could not be asked for: %s", id, e.getMessage());
            return held.isPresent() ? Optional.empty() : Optional.of(unavailable("peering '" + id.name() + "'"));
        }
    }

    /** Sees to it that a provider which exists is held. */
    public Optional<ApiError> freshenProvider(
            String subscription, @Nullable String name, @Nullable String authorization) {
        if (name == null || authorization == null || partners.provider(name).isPresent()) {
            return Optional.empty();
        }
        try {
            owner.providers(authorization, subscription).forEach(this::take);
            return Optional.empty();
        } catch (OwnerUnreachableException | CircuitBreakerOpenException e) {
            LOG.warnf("providers could not be asked for: %s", e.getMessage());
            return Optional.of(unavailable("provider"));
        }
    }

    private void take(Peering peering) {
        service.peering(new Received<>(peering.key(), peering.revision(), peering));
    }

    private void take(Provider provider) {
        service.provider(new Received<>(provider.key(), provider.revision(), provider));
    }

    private static ApiError unavailable(String what) {
        return ApiError.of(
                ErrorCode.SERVER_UNAVAILABLE,
                "Whether the " + what + " exists can't be found out at the moment; try again.");
    }
}
