/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringView;

/** {@code /operator/connections}: blockers and failures, with their reasons; each answer is the peering. */
@Path("/operator/connections")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionWorkResource {
    private static final ConnectionWorkSpec NOTHING = new ConnectionWorkSpec(null, null, null);

    private final ConnectionWorkService service;
    private final CurrentCaller caller;

    ConnectionWorkResource(ConnectionWorkService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Path("/block")
    @Documented(value = "Says that the work on a connection waits for somebody else.", answer = PeeringView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> block(@Nullable ConnectionWorkSpec spec, @Context HttpHeaders headers) {
        return service.block(Objects.requireNonNullElse(spec, NOTHING), Preconditions.of(headers))
                .map(ConnectionWorkResource::answer);
    }

    @POST
    @Path("/resume")
    @Documented(value = "Says that the work on a connection goes on.", answer = PeeringView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> resume(@Nullable ConnectionWorkSpec spec, @Context HttpHeaders headers) {
        return service.resume(Objects.requireNonNullElse(spec, NOTHING), Preconditions.of(headers))
                .map(ConnectionWorkResource::answer);
    }

    @POST
    @Path("/fail")
    @Documented(
            value = "Gives up the work on a connection, with the reason for the partner.",
            answer = PeeringView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> fail(@Nullable ConnectionWorkSpec spec, @Context HttpHeaders headers) {
        return service.fail(Objects.requireNonNullElse(spec, NOTHING), Preconditions.of(headers), caller.get())
                .map(ConnectionWorkResource::answer);
    }

    private static Response answer(Outcome<Peering> outcome) {
        return Answers.of(outcome, PeeringView::of, Peering::revision);
    }
}
