/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.message.Received;

/**
 * Read-your-writes across services: when our copy would lead to a refusal, the owner is asked once before the use case
 * runs, and what it says is taken over exactly as if it had come by the topic. Runs before the transaction, never in it:
 * looking at the copy and taking over what was said each have a session of their own, and none is open while the owner is
 * asked, so that a slow owner holds no connection.
 */
@ApplicationScoped
public class OwnerLookup {
    private static final Logger LOG = Logger.getLogger(OwnerLookup.class);

    private final PartnerService service;
    private final Owner owner;

    OwnerLookup(PartnerService service, Owner owner) {
        this.service = service;
        this.owner = owner;
    }

    /**
     * Sees to it that a peering which exists and has an Active connection is held as such. Fails with an {@link
     * ArmException} when nobody can say whether it exists.
     */
    public Uni<Void> freshenPeering(ResourceId id, @Nullable String authorization) {
        return service.peering(id)
                .chain(held -> authorization == null || (held != null && held.hasActiveConnection())
                        ? nothing()
                        : askForPeering(id, held, authorization));
    }

    private Uni<Void> askForPeering(ResourceId id, @Nullable Peering held, String authorization) {
        return here(owner.peering(authorization, id))
                .chain(said -> said == null ? nothing() : service.peerings(List.of(received(said))))
                .onFailure(OwnerLookup::silent)
                .recoverWithUni(failure -> {
                    LOG.warnf("peering %s could not be asked for: %s", id, failure.getMessage());
                    return held == null ? unavailable("peering '" + id.name() + "'") : nothing();
                });
    }

    /** Sees to it that a provider which exists is held. */
    public Uni<Void> freshenProvider(Subscription subscription, @Nullable String name, @Nullable String authorization) {
        return name == null || authorization == null
                ? nothing()
                : service.provider(name)
                        .chain(held -> held == null ? askForProviders(subscription, authorization) : nothing());
    }

    private Uni<Void> askForProviders(Subscription subscription, String authorization) {
        return here(owner.providers(authorization, subscription))
                .chain(said -> service.providers(
                        said.stream().map(OwnerLookup::received).toList()))
                .onFailure(OwnerLookup::silent)
                .recoverWithUni(failure -> {
                    LOG.warnf("providers could not be asked for: %s", failure.getMessage());
                    return unavailable("provider");
                });
    }

    /** An answer comes on whatever thread; what follows needs the caller's context. */
    private static <T> Uni<T> here(Uni<T> answer) {
        return answer.emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }

    private static boolean silent(Throwable failure) {
        return failure instanceof OwnerUnreachableException || failure instanceof CircuitBreakerOpenException;
    }

    private static Received<Peering> received(Peering said) {
        return new Received<>(said.key(), said.revision(), said);
    }

    private static Received<Provider> received(Provider said) {
        return new Received<>(said.key(), said.revision(), said);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> unavailable(String what) {
        return Uni.createFrom()
                .failure(new ArmException(ApiError.of(
                        ErrorCode.SERVER_UNAVAILABLE,
                        "Whether the " + what + " exists can't be found out at the moment; try again.")));
    }
}
