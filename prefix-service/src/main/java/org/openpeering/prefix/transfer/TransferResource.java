/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** Transfers of a {@code peeringServices/prefixes} to another partner, which Azure has no operation for. */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class TransferResource {
    private static final String ONE =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}";

    private final TransferService service;

    TransferResource(TransferService service) {
        this.service = service;
    }

    @GET
    @Path(ONE + "/transfer")
    @Requires(Permission.PREFIXES_READ)
    public Response get(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName) {
        return answer(
                service.get(subscriptionId, id(subscriptionId, resourceGroupName, peeringServiceName, prefixName)));
    }

    @POST
    @Path(ONE + "/transfer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.PREFIXES_TRANSFER)
    public Response transfer(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @Nullable TransferSpec spec,
            @Context HttpHeaders headers) {
        TransferSpec.Checked checked = TransferSpec.checked(spec);
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName, prefixName);
        return answer(service.begin(subscriptionId, id, checked, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/completeTransfer")
    @Requires(Permission.PREFIXES_TRANSFER)
    public Response completeTransfer(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName) {
        return answer(service.complete(
                subscriptionId, id(subscriptionId, resourceGroupName, peeringServiceName, prefixName)));
    }

    @POST
    @Path(ONE + "/cancelTransfer")
    @Requires(Permission.PREFIXES_TRANSFER)
    public Response cancelTransfer(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName) {
        return answer(
                service.cancel(subscriptionId, id(subscriptionId, resourceGroupName, peeringServiceName, prefixName)));
    }

    private static Response answer(Outcome<Transfer> outcome) {
        return Answers.of(outcome, TransferView::of);
    }

    private static ResourceId id(String subscription, String group, String service, String prefix) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERING_SERVICES, service)
                .child(ResourceType.PREFIXES, prefix);
    }
}
