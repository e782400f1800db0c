/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.arm.Answers;
import org.openpeering.kit.arm.ArmException;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Page;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/approvals}. */
@Path("/operator/approvals")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ApprovalResource {
    private final ApprovalService service;
    private final CurrentCaller caller;

    ApprovalResource(ApprovalService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<ApprovalView> list(@QueryParam("state") @Nullable String state, @Context UriInfo uri) {
        return Page.of(
                service.list(state == null ? null : state(state), after(uri)),
                item -> Long.toString(item.seq()),
                ApprovalView::of,
                uri);
    }

    @GET
    @Path("/{id}")
    @Requires(Permission.OPERATE)
    public Response get(@PathParam("id") String id) {
        return answer(service.get(id));
    }

    @POST
    @Path("/{id}/approve")
    @Requires(Permission.OPERATE)
    public Response approve(@PathParam("id") String id, @Nullable DecisionSpec spec) {
        return answer(service.decide(id, true, spec == null ? null : spec.reason(), caller.get()));
    }

    @POST
    @Path("/{id}/reject")
    @Requires(Permission.OPERATE)
    public Response reject(@PathParam("id") String id, @Nullable DecisionSpec spec) {
        return answer(service.decide(id, false, spec == null ? null : spec.reason(), caller.get()));
    }

    private static Response answer(Outcome<ApprovalEntity> outcome) {
        return Answers.of(outcome, ApprovalView::of, item -> item.decision() == null ? 1 : 2);
    }

    private static ApprovalState state(String text) {
        return WireEnum.parse(ApprovalState.class, text)
                .orElseThrow(() -> invalid("state", "The state must be Waiting, Approved or Rejected."));
    }

    private static long after(UriInfo uri) {
        String after = Page.after(uri);
        try {
            return after.isEmpty() ? 0 : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw invalid("$skiptoken", "The skip token is not one of ours.");
        }
    }

    private static ArmException invalid(String target, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, target, message));
    }
}
