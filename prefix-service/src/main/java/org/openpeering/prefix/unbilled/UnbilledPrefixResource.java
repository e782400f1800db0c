/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Since;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.partner.OwnerLookup;

/** {@code peerings/rpUnbilledPrefixes} (contract section A, 27). */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class UnbilledPrefixResource {
    private static final String CONSOLIDATE = "consolidate";

    private final UnbilledPrefixService service;
    private final OwnerLookup owner;

    UnbilledPrefixResource(UnbilledPrefixService service, OwnerLookup owner) {
        this.service = service;
        this.owner = owner;
    }

    @GET
    @Path("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
            + "/peerings/{peeringName}/rpUnbilledPrefixes")
    @Since(ApiVersion.V2022_10_01)
    @Requires(Permission.RP_UNBILLED_PREFIXES_READ)
    public Page<UnbilledPrefixView> list(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        boolean consolidate = flag(uri.getQueryParameters().getFirst(CONSOLIDATE));
        ResourceId peering = ResourceId.ofGroup(subscriptionId, resourceGroupName, ResourceType.PEERINGS, peeringName);
        owner.freshenPeering(peering, headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .ifPresent(error -> {
                    throw new ArmException(error);
                });
        List<UnbilledPrefixView> rows = service.list(subscriptionId, peering, consolidate, Page.after(uri))
                .orElseThrow(() -> new ArmException(Refusals.parentNotFound(peering)));
        return Page.of(rows, UnbilledPrefixView::prefix, row -> row, uri);
    }

    private static boolean flag(@Nullable String text) {
        if (text != null && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new ArmException(
                    ApiError.at(ErrorCode.INVALID_PARAMETER, CONSOLIDATE, "'consolidate' is either true or false."));
        }
        return Boolean.parseBoolean(text);
    }
}
