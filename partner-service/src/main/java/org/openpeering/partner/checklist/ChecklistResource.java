/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.peering.Peering;

/** {@code {peeringId}/checklist}. */
@Path("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering/peerings"
        + "/{peeringName}/checklist")
@Produces(MediaType.APPLICATION_JSON)
public class ChecklistResource {
    private final ChecklistService service;

    ChecklistResource(ChecklistService service) {
        this.service = service;
    }

    /** The checklist as the partner reads it. */
    @RegisterForReflection
    public record ChecklistView(boolean ready, List<ChecklistItem> items) {}

    @GET
    @Documented("What is done and what is still to be done until the peering works.")
    @Requires(Permission.PEERINGS_READ)
    public Uni<ChecklistView> get(
            @RestPath Subscription subscriptionId, @RestPath String resourceGroupName, @RestPath String peeringName) {
        ResourceId id = ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERINGS, peeringName);
        return service.of(id)
                .onItem()
                .ifNull()
                .failWith(() -> new ArmException(Peering.missing(id)))
                .map(checklist -> new ChecklistView(checklist.ready(), checklist.items()));
    }
}
