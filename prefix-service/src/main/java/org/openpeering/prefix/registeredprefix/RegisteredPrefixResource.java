/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

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
import java.time.Instant;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Since;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.key.RotateKeySpec;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.network.PrefixRule;
import org.openpeering.prefix.partner.OwnerLookup;
import org.openpeering.prefix.partner.PeeringPath;
import org.openpeering.prefix.registeredprefix.RegisteredPrefixService.Judged;
import org.openpeering.prefix.report.ValidationView;

/** {@code peerings/registeredPrefixes} (contract section A, 15 to 19). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class RegisteredPrefixResource {
    private static final String ALL = PeeringPath.TEMPLATE + "/registeredPrefixes";
    private static final String ONE = ALL + "/{registeredPrefixName}";

    private final RegisteredPrefixService service;
    private final OwnerLookup owner;
    private final CurrentCaller callers;
    private final NetworkRules rules;
    private final Secrets secrets;

    RegisteredPrefixResource(
            RegisteredPrefixService service,
            OwnerLookup owner,
            CurrentCaller callers,
            NetworkRules rules,
            Secrets secrets) {
        this.service = service;
        this.owner = owner;
        this.callers = callers;
        this.rules = rules;
        this.secrets = secrets;
    }

    @GET
    @Path(ALL)
    @Documented("The prefixes that are registered under a peering.")
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Uni<Page<RegisteredPrefixView>> listByPeering(@BeanParam PeeringPath peering, @Context UriInfo uri) {
        boolean writer = writer(peering.subscriptionId());
        return service.list(peering.id(), Page.after(uri))
                .map(rows -> Page.of(
                        rows, row -> row.id().key(), row -> RegisteredPrefixView.of(row, writer, secrets), uri));
    }

    @GET
    @Path(ONE)
    @Documented("A registered prefix.")
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Uni<Response> get(@BeanParam Named named) {
        return shown(named, service.get(named.id()));
    }

    @GET
    @Path(ONE + "/validation")
    @Documented(
            value = "The report on a registered prefix, of now or of a moment before.",
            answer = ValidationView.class)
    @Requires(Permission.REGISTERED_PREFIXES_READ)
    public Uni<Response> validation(@BeanParam Named named, @RestQuery @ReadAs(Instant.class) @Nullable String at) {
        return service.validation(named.id(), at)
                .map(outcome -> Answers.shown(outcome, Judged::verdict, Judged::revision));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Registers a prefix under a peering.")
    @Requires(Permission.REGISTERED_PREFIXES_WRITE)
    public Uni<Response> put(
            @BeanParam Named named, @Nullable RegisteredPrefixSpec spec, @Context HttpHeaders headers) {
        String name = Names.resource("registeredPrefixName", named.registeredPrefixName());
        IpPrefix prefix = PrefixRule.parse(spec == null ? null : spec.prefix(), rules);
        ResourceId peering = named.peering();
        Uni<Outcome<RegisteredPrefix>> outcome = owner.freshenPeering(
                        peering, headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .chain(() -> service.put(peering, name, prefix, Preconditions.of(headers)));
        return answer(named, outcome);
    }

    @DELETE
    @Path(ONE)
    @Documented("Deletes a registered prefix.")
    @Requires(Permission.REGISTERED_PREFIXES_DELETE)
    public Uni<Response> delete(@BeanParam Named named, @Context HttpHeaders headers) {
        return answer(named, service.delete(named.id(), Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/validate")
    @Since(ApiVersion.V2022_10_01)
    @Documented("Validates a registered prefix now.")
    @Requires(Permission.REGISTERED_PREFIXES_VALIDATE)
    public Uni<Response> validate(@BeanParam Named named, @Context HttpHeaders headers) {
        return answer(named, service.validate(named.id(), Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/rotateKey")
    @Documented("Makes a new key; the old one stays good for as long as is asked for.")
    @Requires(Permission.REGISTERED_PREFIXES_ROTATE_KEY)
    public Uni<Response> rotateKey(@BeanParam Named named, @Nullable RotateKeySpec spec, @Context HttpHeaders headers) {
        RotateKeySpec.Checked checked = RotateKeySpec.checked(spec, Instant.now());
        return answer(named, service.rotateKey(named.id(), checked, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/revokeKey")
    @Documented("Ends all keys at once; what was claimed with them is not any more.")
    @Requires(Permission.REGISTERED_PREFIXES_REVOKE_KEY)
    public Uni<Response> revokeKey(@BeanParam Named named, @Context HttpHeaders headers) {
        return answer(named, service.revokeKey(named.id(), Preconditions.of(headers)));
    }

    private Uni<Response> shown(Named named, Uni<Outcome<RegisteredPrefix>> outcome) {
        boolean writer = writer(named.subscriptionId());
        return outcome.map(known -> Answers.shown(
                known, prefix -> RegisteredPrefixView.of(prefix, writer, secrets), RegisteredPrefix::revision));
    }

    private Uni<Response> answer(Named named, Uni<Outcome<RegisteredPrefix>> outcome) {
        boolean writer = writer(named.subscriptionId());
        return outcome.map(known -> Answers.of(
                known, prefix -> RegisteredPrefixView.of(prefix, writer, secrets), RegisteredPrefix::revision));
    }

    private boolean writer(Subscription subscription) {
        return callers.get().may(Permission.REGISTERED_PREFIXES_WRITE, subscription);
    }

    /** One of them, as the path of a request names it. */
    public record Named(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredPrefixName) {
        ResourceId peering() {
            return new PeeringPath(subscriptionId, resourceGroupName, peeringName).id();
        }

        ResourceId id() {
            return peering().child(ResourceType.REGISTERED_PREFIXES, registeredPrefixName);
        }
    }
}
