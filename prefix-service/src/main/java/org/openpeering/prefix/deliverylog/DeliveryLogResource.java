/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.deliverylog;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.webhook.WebhookPath;

/** The log of a webhook's deliveries, its dead letters, and its test. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class DeliveryLogResource {
    private static final String DEAD_LETTERS = WebhookPath.ONE + "/deadLetters";

    private final DeliveryLogService service;

    DeliveryLogResource(DeliveryLogService service) {
        this.service = service;
    }

    @GET
    @Path(WebhookPath.ONE + "/deliveries")
    @Documented("What a webhook was sent, and what came of it; newest first.")
    @Requires(Permission.WEBHOOKS_READ)
    public Uni<Page<DeliveryView>> deliveries(@BeanParam WebhookPath path, @Context UriInfo uri) {
        return page(path, false, uri);
    }

    @GET
    @Path(DEAD_LETTERS)
    @Documented("What a webhook could not be told; newest first.")
    @Requires(Permission.WEBHOOKS_READ)
    public Uni<Page<DeliveryView>> deadLetters(@BeanParam WebhookPath path, @Context UriInfo uri) {
        return page(path, true, uri);
    }

    private Uni<Page<DeliveryView>> page(WebhookPath path, boolean dead, UriInfo uri) {
        return service.page(path.id(), dead, Page.afterNumber(uri))
                .map(rows -> Page.of(rows, DeliveryView::id, row -> row, uri));
    }

    @POST
    @Path(WebhookPath.ONE + "/resendDeadLetters")
    @Documented(value = "Sends all dead letters of a webhook again.", answer = ResentView.class, tagged = false)
    @Requires(Permission.WEBHOOKS_RESEND)
    public Uni<Response> resendAll(@BeanParam WebhookPath path) {
        return service.resendAll(path.id()).map(outcome -> Answers.of(outcome, resent -> resent));
    }

    @POST
    @Path(DEAD_LETTERS + "/{deliveryId}/resend")
    @Documented(value = "Sends a dead letter of a webhook again.", answer = DeliveryView.class, tagged = false)
    @Requires(Permission.WEBHOOKS_RESEND)
    public Uni<Response> resend(@BeanParam WebhookPath path, @RestPath String deliveryId) {
        return service.resend(path.id(), number(deliveryId)).map(outcome -> Answers.of(outcome, delivery -> delivery));
    }

    @POST
    @Path(WebhookPath.ONE + "/test")
    @Documented(
            value = "Sends a webhook something that did not happen; the deliveries tell what came of it.",
            answer = DeliveryView.class,
            tagged = false)
    @Requires(Permission.WEBHOOKS_TEST)
    public Uni<Response> test(@BeanParam WebhookPath path) {
        return service.test(path.id()).map(outcome -> Answers.of(outcome, delivery -> delivery));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ArmException(
                    ApiError.at(ErrorCode.RESOURCE_NOT_FOUND, "deliveryId", "The ids of deliveries are numbers."));
        }
    }
}
