/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.egress.Outbound;
import org.openpeering.prefix.egress.Unreachable;
import org.openpeering.prefix.mail.Post;
import org.openpeering.prefix.webhook.WebhookSpec.Checked;

/** {@code webhooks}: where a subscription wants to be told of events. Ours, in the style of Azure Resource Manager. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    private final WebhookService service;
    private final Outbound outbound;
    private final Post post;
    private final CurrentCaller callers;
    private final Secrets secrets;

    WebhookResource(WebhookService service, Outbound outbound, Post post, CurrentCaller callers, Secrets secrets) {
        this.service = service;
        this.outbound = outbound;
        this.post = post;
        this.callers = callers;
        this.secrets = secrets;
    }

    @GET
    @Path(WebhookPath.ALL)
    @Documented("The webhooks of a subscription.")
    @Requires(Permission.WEBHOOKS_READ)
    public Uni<Page<WebhookView>> list(@RestPath Subscription subscriptionId, @Context UriInfo uri) {
        boolean writer = writer(subscriptionId);
        return service.list(subscriptionId, Page.after(uri))
                .map(rows -> Page.of(
                        rows, row -> row.id().key(), row -> WebhookView.of(Issued.known(row), writer, secrets), uri));
    }

    @GET
    @Path(WebhookPath.ONE)
    @Documented("A webhook, and how it fares.")
    @Requires(Permission.WEBHOOKS_READ)
    public Uni<Response> get(@BeanParam WebhookPath path) {
        boolean writer = writer(path.subscriptionId());
        return service.get(path.id())
                .map(known -> Answers.shown(
                        known,
                        issued -> WebhookView.of(issued, writer, secrets),
                        issued -> issued.webhook().revision()));
    }

    @PUT
    @Path(WebhookPath.ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Makes or changes a webhook; the answer that makes it has its secret.")
    @Requires(Permission.WEBHOOKS_WRITE)
    public Uni<Response> put(@BeanParam WebhookPath path, @Nullable WebhookSpec spec, @Context HttpHeaders headers) {
        ResourceId id = path.checkedId();
        Checked checked = WebhookSpec.checked(spec, outbound.rules(), post);
        Preconditions conditions = Preconditions.of(headers);
        Uni<Outcome<Issued>> outcome = reachable(checked)
                .onFailure(Unreachable.class)
                .transform(failure -> new ArmException(WebhookSpec.refused(failure.reason())))
                .chain(() -> service.put(id, checked, conditions));
        return answer(path, outcome);
    }

    /** Of mail nobody knows before it is sent. */
    private Uni<Void> reachable(Checked checked) {
        return checked.endpoint() == null ? Uni.createFrom().voidItem() : outbound.check(checked.endpoint());
    }

    @DELETE
    @Path(WebhookPath.ONE)
    @Documented("Deletes a webhook, with its log.")
    @Requires(Permission.WEBHOOKS_DELETE)
    public Uni<Response> delete(@BeanParam WebhookPath path, @Context HttpHeaders headers) {
        return answer(path, service.delete(path.id(), Preconditions.of(headers)));
    }

    @POST
    @Path(WebhookPath.ONE + "/rotateSecret")
    @Documented("Makes a new secret; messages are signed with the one before, too, for as long as is asked for.")
    @Requires(Permission.WEBHOOKS_ROTATE_SECRET)
    public Uni<Response> rotateSecret(
            @BeanParam WebhookPath path, @Nullable RotateSecretSpec spec, @Context HttpHeaders headers) {
        Duration overlap = RotateSecretSpec.checked(spec);
        return answer(path, service.rotate(path.id(), overlap, Preconditions.of(headers)));
    }

    private Uni<Response> answer(WebhookPath path, Uni<Outcome<Issued>> outcome) {
        boolean writer = writer(path.subscriptionId());
        return outcome.map(known -> Answers.of(
                known,
                issued -> WebhookView.of(issued, writer, secrets),
                issued -> issued.webhook().revision()));
    }

    private boolean writer(Subscription subscription) {
        return callers.get().may(Permission.WEBHOOKS_WRITE, subscription);
    }
}
