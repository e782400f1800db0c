/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.RequestedVersion;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.peering.PeeringView;

/** {@code legacyPeerings} (contract section A, row 4). */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/legacyPeerings")
@Produces(MediaType.APPLICATION_JSON)
public class LegacyPeeringResource {
    private final LegacyService service;

    LegacyPeeringResource(LegacyService service) {
        this.service = service;
    }

    @GET
    @Documented("The peerings at a location that were made before, and can be converted.")
    @Requires(Permission.LEGACY_PEERINGS_READ)
    public Uni<Page<PeeringView>> list(
            @RestPath Subscription subscriptionId,
            @RestQuery @ReadAs(value = String.class, required = true) @Nullable String peeringLocation,
            @RestQuery @ReadAs(value = PeeringKind.class, required = true) @Nullable String kind,
            @RestQuery @ReadAs(Asn.class) @Nullable String asn,
            @RestQuery @ReadAs(DirectPeeringType.class) @Nullable String directPeeringType,
            @Context UriInfo uri) {
        ApiVersion version = RequestedVersion.of(uri);
        // The parameter came with 2022; before that it is an unknown one, which is ignored.
        LegacyFilter filter =
                filter(peeringLocation, kind, asn, version == ApiVersion.V2021_06_01 ? null : directPeeringType);
        return service.list(subscriptionId, filter, Page.afterNumber(uri))
                .map(listed -> Page.of(
                        listed,
                        one -> Long.toString(one.seq()),
                        one -> PeeringView.ofLegacy(one.peering(), version),
                        uri));
    }

    private static LegacyFilter filter(
            @Nullable String metro, @Nullable String kind, @Nullable String asn, @Nullable String type) {
        Violations violations = new Violations();
        if (metro == null || metro.isBlank()) {
            violations.add("peeringLocation", "The query parameter peeringLocation is required.");
        }
        if (kind == null) {
            violations.add("kind", "The query parameter kind is required: Direct or Exchange.");
        }
        PeeringKind wanted = constant(PeeringKind.class, "kind", kind, violations);
        DirectPeeringType product = constant(DirectPeeringType.class, "directPeeringType", type, violations);
        Asn number = violations.parse(ErrorCode.INVALID_ASN, "asn", asn, Asn::parse);
        if (metro == null || wanted == null || !violations.none()) {
            throw new ArmException(violations.error());
        }
        return new LegacyFilter(MetroEntity.key(metro.strip()), Objects.requireNonNull(wanted), number, product);
    }

    private static <E extends Enum<E> & WireEnum> @Nullable E constant(
            Class<E> enumeration, String target, @Nullable String text, Violations violations) {
        E constant = text == null ? null : WireEnum.parse(enumeration, text).orElse(null);
        if (text != null && constant == null) {
            violations.add(target, "'" + Violations.shown(text) + "' is not a " + target + ".");
        }
        return constant;
    }
}
