/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.CustomerPrefixPath;

/** Transfers of a {@code peeringServices/prefixes} to another partner, which Azure has no operation for. */
@Path("/")
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
    @Documented(
            value = "How far the transfer of a prefix to another provider is.",
            answer = TransferView.class,
            tagged = false)
    @Requires(Permission.PREFIXES_READ)
    public Uni<Response> get(@BeanParam CustomerPrefixPath path) {
        return service.get(path.id()).map(TransferResource::answer);
    }

    @POST
    @Path(ONE + "/transfer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(value = "Permits another provider to register the prefix.", answer = TransferView.class, tagged = false)
    @Requires(Permission.PREFIXES_TRANSFER)
    public Uni<Response> transfer(
            @BeanParam CustomerPrefixPath path, @Nullable TransferSpec spec, @Context HttpHeaders headers) {
        TransferSpec.Checked checked = TransferSpec.checked(spec);
        return service.begin(path.id(), checked, Preconditions.of(headers)).map(TransferResource::answer);
    }

    @POST
    @Path(ONE + "/completeTransfer")
    @Documented(value = "Moves the prefix now.", answer = TransferView.class, tagged = false)
    @Requires(Permission.PREFIXES_TRANSFER)
    public Uni<Response> completeTransfer(@BeanParam CustomerPrefixPath path) {
        return service.complete(path.id()).map(TransferResource::answer);
    }

    @POST
    @Path(ONE + "/cancelTransfer")
    @Documented(value = "Gives up the transfer.", answer = TransferView.class, tagged = false)
    @Requires(Permission.PREFIXES_TRANSFER)
    public Uni<Response> cancelTransfer(@BeanParam CustomerPrefixPath path) {
        return service.cancel(path.id()).map(TransferResource::answer);
    }

    private static Response answer(Outcome<Transfer> outcome) {
        return Answers.of(outcome, TransferView::of);
    }
}
