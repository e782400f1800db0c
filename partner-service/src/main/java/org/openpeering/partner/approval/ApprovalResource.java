/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.approval.ApprovalView.DossierView;

/** {@code /operator/approvals}. */
@Path("/operator/approvals")
@Produces(MediaType.APPLICATION_JSON)
public class ApprovalResource {
    private final ApprovalService service;
    private final CurrentCaller caller;

    ApprovalResource(ApprovalService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Documented("What waits for a decision, and what was decided.")
    @Requires(Permission.OPERATE)
    public Uni<Page<ApprovalView>> list(
            @RestQuery @ReadAs(ApprovalState.class) @Nullable String state,
            @RestQuery @ReadAs(ApprovalKind.class) @Nullable String kind,
            @RestQuery @Nullable Subscription subscriptionId,
            @RestQuery @Nullable String resourceId,
            @RestQuery @Nullable String assignee,
            @Context UriInfo uri) {
        ApprovalFilter filter = new ApprovalFilter(
                constant(ApprovalState.class, "state", state),
                constant(ApprovalKind.class, "kind", kind),
                subscriptionId,
                resourceId == null ? null : resourceId.toLowerCase(Locale.ROOT),
                assignee);
        return service.list(filter, Page.afterNumber(uri))
                .map(items -> Page.of(items, item -> Long.toString(item.seq()), ApprovalView::of, uri));
    }

    @GET
    @Path("/{id}")
    @Documented(value = "An item with what helps to decide it.", answer = ApprovalView.DossierView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> get(@RestPath String id) {
        return service.get(id).map(ApprovalResource::answer);
    }

    @POST
    @Path("/{id}/approve")
    @Documented(value = "Says yes.", answer = ApprovalView.DossierView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> approve(@RestPath String id, @Nullable DecisionSpec spec, @Context HttpHeaders headers) {
        return service.approve(id, spec == null ? null : spec.reason(), Preconditions.of(headers), caller.get())
                .map(ApprovalResource::answer);
    }

    @POST
    @Path("/{id}/reject")
    @Documented(value = "Says no, with the reason.", answer = ApprovalView.DossierView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> reject(@RestPath String id, @Nullable DecisionSpec spec, @Context HttpHeaders headers) {
        return service.reject(id, spec == null ? null : spec.reason(), Preconditions.of(headers), caller.get())
                .map(ApprovalResource::answer);
    }

    @POST
    @Path("/{id}/assign")
    @Documented(value = "Gives an item to an operator.", answer = ApprovalView.DossierView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> assign(@RestPath String id, @Nullable ApprovalNoteSpec spec, @Context HttpHeaders headers) {
        return service.assign(id, spec == null ? null : spec.assignee(), Preconditions.of(headers))
                .map(ApprovalResource::answer);
    }

    @POST
    @Path("/{id}/comment")
    @Documented(value = "Writes to the other operators.", answer = ApprovalView.DossierView.class)
    @Requires(Permission.OPERATE)
    public Uni<Response> comment(@RestPath String id, @Nullable ApprovalNoteSpec spec, @Context HttpHeaders headers) {
        return service.comment(id, spec == null ? null : spec.text(), Preconditions.of(headers), caller.get())
                .map(ApprovalResource::answer);
    }

    private static Response answer(Outcome<ApprovalDossier> outcome) {
        return Answers.shown(outcome, DossierView::of, ApprovalDossier::revision);
    }

    private static <E extends Enum<E> & WireEnum> @Nullable E constant(
            Class<E> type, String target, @Nullable String text) {
        return text == null
                ? null
                : WireEnum.parse(type, text)
                        .orElseThrow(() -> new ArmException(ApiError.at(
                                ErrorCode.INVALID_PARAMETER,
                                target,
                                target + " must be one of "
                                        + Stream.of(type.getEnumConstants())
                                                .map(WireEnum::wire)
                                                .collect(Collectors.joining(", "))
                                        + ".")));
    }
}
