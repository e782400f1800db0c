/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Since;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.partner.OwnerLookup;
import org.openpeering.prefix.partner.PeeringPath;

/** {@code peerings/rpUnbilledPrefixes} (contract section A, 27). */
@Path("/")
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
    @Path(PeeringPath.TEMPLATE + "/rpUnbilledPrefixes")
    @Since(ApiVersion.V2022_10_01)
    @Documented("The prefixes that are reached over a peering.")
    @Requires(Permission.RP_UNBILLED_PREFIXES_READ)
    public Uni<Page<UnbilledPrefixView>> list(
            @BeanParam PeeringPath path,
            @RestQuery @ReadAs(Boolean.class) @Nullable String consolidate,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        boolean consolidated = flag(consolidate);
        String after = Page.after(uri);
        ResourceId peering = path.id();
        return owner.freshenPeering(peering, headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .chain(() -> service.list(peering, consolidated, after))
                .onItem()
                .ifNull()
                .failWith(() -> new ArmException(Refusals.parentNotFound(peering)))
                .map(rows -> Page.of(rows, UnbilledPrefixView::prefix, row -> row, uri));
    }

    private static boolean flag(@Nullable String text) {
        if (text != null && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new ArmException(
                    ApiError.at(ErrorCode.INVALID_PARAMETER, CONSOLIDATE, "'consolidate' is either true or false."));
        }
        return Boolean.parseBoolean(text);
    }
}
