/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/registries}: the sources that verdicts rest on, and what is held back. */
@Path("/operator/registries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RegistryResource {
    private static final int LONGEST_REASON = 1000;

    private final RegistryService service;
    private final RegistryStatus status;
    private final CurrentCaller callers;

    RegistryResource(RegistryService service, RegistryStatus status, CurrentCaller callers) {
        this.service = service;
        this.status = status;
        this.callers = callers;
    }

    /** The list, as every list of the API. */
    @RegisterForReflection
    public record RegistriesView(List<RegistryView> value) {}

    /** The list, as every list of the API. */
    @RegisterForReflection
    public record HoldsView(List<HoldView> value) {}

    /** Why; asked for, since it is recorded. */
    @RegisterForReflection
    public record ReasonSpec(@Nullable String reason) {}

    @GET
    @Requires(Permission.OPERATE)
    public RegistriesView list() {
        return new RegistriesView(status.list());
    }

    @GET
    @Path("asns/{asn}")
    @Requires(Permission.OPERATE)
    public AsnFactsView asn(@PathParam("asn") String asn) {
        try {
            return status.facts(Asn.parse(asn));
        } catch (MalformedValueException e) {
            throw new ArmException(ApiError.at(ErrorCode.INVALID_ASN, "asn", e.getMessage() + "."));
        }
    }

    @GET
    @Path("held")
    @Requires(Permission.OPERATE)
    public HoldsView held() {
        return new HoldsView(service.list());
    }

    @POST
    @Path("held/{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.OPERATE)
    public Response release(@PathParam("id") String id, @Nullable ReasonSpec spec) {
        return decide(id, true, spec);
    }

    @POST
    @Path("held/{id}/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.OPERATE)
    public Response discard(@PathParam("id") String id, @Nullable ReasonSpec spec) {
        return decide(id, false, spec);
    }

    private Response decide(String id, boolean release, @Nullable ReasonSpec spec) {
        String reason = spec == null ? null : spec.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            return Answers.error(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "reason",
                    "A reason of at most " + LONGEST_REASON + " characters is needed."));
        }
        return Answers.of(
                service.decide(id, release, callers.get().subject(), reason.strip()),
                hold -> hold,
                hold -> hold.decision() == null ? 1 : 2);
    }
}
