/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.message.Received;

/**
 * Whether there is what something stands under, and how its creator spelled it. Of a peering service that the copy has not the
 * owner is asked once, and what it says is taken over as if it had come by the topic.
 */
@ApplicationScoped
public class Parents {
    private final Directory directory;
    private final PrefixServiceClient owner;

    Parents(Directory directory, PrefixServiceClient owner) {
        this.directory = directory;
        this.owner = owner;
    }

    /** The id of a peering as it was made; 404 when there is none. */
    public Uni<ResourceId> peering(ResourceId id) {
        Optional<Peering> held = directory.peerings().find(id.key());
        if (held.isPresent()) {
            return Uni.createFrom().item(held.get().id());
        }
        return Uni.createFrom()
                .failure(directory.peerings().complete() ? notFound(id) : PrefixServiceClient.unavailable(id));
    }

    /**
     * A peering service; 404 when there is none.
     *
     * @param authorization the caller's; null: nobody can be asked
     */
    public Uni<PeeringService> service(ResourceId id, @Nullable String authorization) {
        Optional<PeeringService> held = directory.services().find(id.key());
        if (held.isPresent()) {
            return Uni.createFrom().item(held.get());
        }
        return authorization == null ? Uni.createFrom().failure(notFound(id)) : asked(id, authorization);
    }

    /**
     * The same, for what is to be stored under it: its owner is asked though the copy has one, which may have been deleted and
     * made again a moment ago. While the owner says nothing the copy has to do.
     */
    public Uni<PeeringService> serviceNow(ResourceId id, @Nullable String authorization) {
        Optional<PeeringService> held = directory.services().find(id.key());
        return held.isEmpty() || authorization == null
                ? service(id, authorization)
                : asked(id, authorization)
                        .onFailure(PrefixServiceClient::isUnavailable)
                        .recoverWithItem(held.get());
    }

    private Uni<PeeringService> asked(ResourceId id, String authorization) {
        return owner.service(id, authorization)
                .onItem()
                .ifNull()
                .failWith(() -> notFound(id))
                .invoke(said -> directory.services().received(new Received<>(said.key(), said.revision(), said)));
    }

    private static ArmException notFound(ResourceId id) {
        return new ArmException(ApiError.of(
                ErrorCode.PARENT_RESOURCE_NOT_FOUND,
                "The parent resource '%s/%s' under resource group '%s' was not found."
                        .formatted(id.type().qualified(), id.name(), id.resourceGroup())));
    }
}
