/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.Checked;

/** {@code checkServiceProviderAvailability} (contract section A, row 3); the answer is a bare JSON string. */
@Path("/subscriptions/{subscriptionId}/providers/Microsoft.Peering/checkServiceProviderAvailability")
@Produces(MediaType.APPLICATION_JSON)
public class AvailabilityResource {
    private static final AvailabilitySpec NOTHING = new AvailabilitySpec(null, null);

    private final AvailabilityService service;

    AvailabilityResource(AvailabilityService service) {
        this.service = service;
    }

    @POST
    @Documented(value = "Whether a provider serves a location.", answer = Availability.class, tagged = false)
    @Requires(Permission.CHECK_SERVICE_PROVIDER_AVAILABILITY)
    public Uni<Response> check(@Nullable AvailabilitySpec spec) {
        return service.check(Objects.requireNonNullElse(spec, NOTHING)).map(AvailabilityResource::answer);
    }

    private static Response answer(Checked<Availability> checked) {
        return switch (checked) {
            case Checked.Valid<Availability>(Availability availability) ->
                Response.ok(availability, MediaType.APPLICATION_JSON_TYPE).build();
            case Checked.Invalid<Availability>(ApiError error) -> Answers.error(error);
        };
    }
}
