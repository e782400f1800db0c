/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.peering.Peering;

/** {@code {peeringId}/redundancy[?failedFacility=…][&failedRouter=…]}. */
@Path("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering/peerings"
        + "/{peeringName}/redundancy")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RedundancyResource {
    private final RedundancyService service;

    RedundancyResource(RedundancyService service) {
        this.service = service;
    }

    @GET
    @Requires(Permission.PEERINGS_READ)
    public RedundancyView get(
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroupName") String group,
            @PathParam("peeringName") String name,
            @QueryParam("failedFacility") @Nullable String facility,
            @QueryParam("failedRouter") @Nullable String router) {
        ResourceId id = ResourceId.ofGroup(subscription, group, ResourceType.PEERINGS, name);
        Failure failure = new Failure(facility == null ? null : number(facility), router);
        return service.outlook(id, failure)
                .map(outlook -> RedundancyView.of(outlook, failure))
                .orElseThrow(() -> new ArmException(Peering.missing(id)));
    }

    private static Integer number(String facility) {
        try {
            return Integer.valueOf(facility);
        } catch (NumberFormatException e) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER, "failedFacility", "failedFacility must be a PeeringDB facility id."));
        }
    }
}
