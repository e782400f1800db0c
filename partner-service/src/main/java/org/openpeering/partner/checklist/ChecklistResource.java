/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.peering.Peering;

/** {@code {peeringId}/checklist}. */
@Path("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering/peerings"
        + "/{peeringName}/checklist")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ChecklistResource {
    private final ChecklistService service;

    ChecklistResource(ChecklistService service) {
        this.service = service;
    }

    /** The checklist as the partner reads it. */
    @RegisterForReflection
    public record ChecklistView(boolean ready, List<ChecklistItem> items) {}

    @GET
    @Requires(Permission.PEERINGS_READ)
    public ChecklistView get(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name) {
        ResourceId id = ResourceId.ofGroup(subscription, group, ResourceType.PEERINGS, name);
        return service.of(id)
                .map(checklist -> new ChecklistView(checklist.ready(), checklist.items()))
                .orElseThrow(() -> new ArmException(Peering.missing(id)));
    }
}
