/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.Violations;

/** {@code cdnPeeringPrefixes} (contract section A, row 2). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/cdnPeeringPrefixes")
@Produces(MediaType.APPLICATION_JSON)
public class CdnPeeringPrefixResource {
    private final CdnPrefixService service;

    CdnPeeringPrefixResource(CdnPrefixService service) {
        this.service = service;
    }

    @GET
    @Documented("The prefixes of the content network at a peering location.")
    @Requires(Permission.CDN_PEERING_PREFIXES_READ)
    public Uni<Page<CdnPeeringPrefixView>> list(
            @RestPath("subscriptionId") Subscription subscription,
            @RestQuery("peeringLocation") @ReadAs(value = String.class, required = true) @Nullable String metro,
            @Context UriInfo uri) {
        if (metro == null || metro.isBlank()) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "peeringLocation",
                    "The query parameter peeringLocation is required: the name of a metro."));
        }
        return service.at(metro, Page.after(uri))
                .onItem()
                .ifNull()
                .failWith(() -> unknown(metro))
                .map(rows -> Page.of(
                        rows, CdnPrefixEntity::key, prefix -> CdnPeeringPrefixView.of(subscription, prefix), uri));
    }

    private static ArmException unknown(String metro) {
        return new ArmException(ApiError.at(
                ErrorCode.PEERING_LOCATION_NOT_FOUND,
                "peeringLocation",
                "There is no peering location '" + Violations.shown(metro) + "'."));
    }
}
