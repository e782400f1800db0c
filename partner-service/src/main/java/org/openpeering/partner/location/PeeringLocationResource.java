/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.Violations;

/** {@code peeringLocations} (contract section A, row 10). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peeringLocations")
@Produces(MediaType.APPLICATION_JSON)
public class PeeringLocationResource {
    private final PeeringLocationService service;

    PeeringLocationResource(PeeringLocationService service) {
        this.service = service;
    }

    @GET
    @Documented("The metros where peering is offered, with their facilities.")
    @Requires(Permission.PEERING_LOCATIONS_READ)
    public Uni<Page<PeeringLocationView>> list(
            @RestPath("subscriptionId") Subscription subscription,
            @RestQuery @ReadAs(value = PeeringKind.class, required = true) @Nullable String kind,
            @RestQuery("directPeeringType") @ReadAs(DirectPeeringType.class) @Nullable String type,
            @RestQuery(ArmConventions.API_VERSION) String version,
            @Context UriInfo uri) {
        return switch (kind(kind)) {
            case DIRECT ->
                direct(subscription, types(type, ApiVersion.parse(version).orElseThrow()), uri);
            case EXCHANGE -> exchange(subscription, uri);
        };
    }

    private Uni<Page<PeeringLocationView>> direct(
            Subscription subscription, Set<DirectPeeringType> types, UriInfo uri) {
        return service.direct(types, Page.after(uri))
                .map(rows -> Page.of(
                        rows,
                        PeeringLocationService.Located::key,
                        at -> PeeringLocationView.direct(subscription, at.metro(), at.facilities(), types, at.offers()),
                        uri));
    }

    private Uni<Page<PeeringLocationView>> exchange(Subscription subscription, UriInfo uri) {
        return service.exchange(Page.after(uri))
                .map(rows -> Page.of(
                        rows,
                        PeeringLocationService.Located::key,
                        at -> PeeringLocationView.exchange(subscription, at.metro(), at.facilities()),
                        uri));
    }

    private static PeeringKind kind(@Nullable String kind) {
        if (kind == null) {
            throw refusal("kind", "The query parameter kind is required: Direct or Exchange.");
        }
        return WireEnum.parse(PeeringKind.class, kind)
                .orElseThrow(() -> refusal("kind", "'" + Violations.shown(kind) + "' is not Direct or Exchange."));
    }

    /** The types to show: the one asked for, or all that the version has. */
    private static Set<DirectPeeringType> types(@Nullable String type, ApiVersion version) {
        Set<DirectPeeringType> known = Arrays.stream(DirectPeeringType.values())
                .filter(each -> each.knownIn(version))
                .collect(Collectors.toUnmodifiableSet());
        if (type == null) {
            return known;
        }
        return Set.of(WireEnum.parse(DirectPeeringType.class, type)
                .filter(known::contains)
                .orElseThrow(() -> refusal(
                        "directPeeringType",
                        "'" + Violations.shown(type) + "' is not a direct peering type of api-version " + version + ": "
                                + known.stream()
                                        .sorted()
                                        .map(DirectPeeringType::wire)
                                        .collect(Collectors.joining(", ")) + ".")));
    }

    private static ArmException refusal(String parameter, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, parameter, message));
    }
}
