/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/registries}: the sources that verdicts rest on, and what is held back. */
@Path("/operator/registries")
@Produces(MediaType.APPLICATION_JSON)
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
    @Documented(
            value = "The routing registries and how old their data is.",
            answer = RegistriesView.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> list() {
        return Uni.createFrom().item(status::list).map(RegistriesView::new).map(RegistryResource::ok);
    }

    @GET
    @Path("asns/{asn}")
    @Documented(value = "What the registries say of an AS number.", answer = AsnFactsView.class, tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> asn(@RestPath String asn) {
        Asn wanted = parse(asn);
        return Computation.of(() -> status.facts(wanted)).map(RegistryResource::ok);
    }

    private static Asn parse(String asn) {
        try {
            return Asn.parse(asn);
        } catch (MalformedValueException e) {
            throw new ArmException(ApiError.at(ErrorCode.INVALID_ASN, "asn", e.getMessage() + "."));
        }
    }

    @GET
    @Path("held")
    @Documented(
            value = "Registry data that is held back since it would make too many prefixes fail.",
            answer = HoldsView.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> held() {
        return service.list().map(HoldsView::new).map(RegistryResource::ok);
    }

    @POST
    @Path("held/{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(value = "Takes data over that was held back.", answer = HoldView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> release(@RestPath String id, @Nullable ReasonSpec spec, @Context HttpHeaders headers) {
        return decide(id, Decision.RELEASED, spec, Preconditions.of(headers));
    }

    @POST
    @Path("held/{id}/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(value = "Drops data that was held back.", answer = HoldView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> discard(@RestPath String id, @Nullable ReasonSpec spec, @Context HttpHeaders headers) {
        return decide(id, Decision.DISCARDED, spec, Preconditions.of(headers));
    }

    private Uni<Response> decide(String id, Decision decision, @Nullable ReasonSpec spec, Preconditions conditions) {
        String reason = spec == null ? null : spec.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            return Uni.createFrom()
                    .item(Answers.error(ApiError.at(
                            ErrorCode.INVALID_PARAMETER,
                            "reason",
                            "A reason of at most " + LONGEST_REASON + " characters is needed.")));
        }
        return service.decide(id, decision, conditions, callers.get().subject(), reason.strip())
                .map(outcome -> Answers.of(outcome, hold -> hold, HoldView::revision));
    }

    private static Response ok(Object view) {
        return Response.ok(view).build();
    }
}
