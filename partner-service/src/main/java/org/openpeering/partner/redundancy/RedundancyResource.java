/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.peering.Peering;

/** {@code {peeringId}/redundancy[?failedFacility=…][&failedRouter=…]}. */
@Path("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering/peerings"
        + "/{peeringName}/redundancy")
@Produces(MediaType.APPLICATION_JSON)
public class RedundancyResource {
    private final RedundancyService service;

    RedundancyResource(RedundancyService service) {
        this.service = service;
    }

    @GET
    @Documented("How many failures the connections to the partner survive, and what would be left after one.")
    @Requires(Permission.PEERINGS_READ)
    public Uni<RedundancyView> get(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestQuery @ReadAs(Integer.class) @Nullable String failedFacility,
            @RestQuery @Nullable String failedRouter) {
        ResourceId id = ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERINGS, peeringName);
        Failure failure = new Failure(failedFacility == null ? null : number(failedFacility), failedRouter);
        return service.outlook(id, failure)
                .onItem()
                .ifNull()
                .failWith(() -> new ArmException(Peering.missing(id)))
                .map(outlook -> RedundancyView.of(outlook, failure));
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
