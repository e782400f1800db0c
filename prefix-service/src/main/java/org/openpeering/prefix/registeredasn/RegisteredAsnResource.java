/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

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
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.key.RotateKeySpec;
import org.openpeering.prefix.network.AsnRule;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.partner.OwnerLookup;
import org.openpeering.prefix.partner.PeeringPath;

/** {@code peerings/registeredAsns} (contract section A, 11 to 14). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class RegisteredAsnResource {
    private static final String ALL = PeeringPath.TEMPLATE + "/registeredAsns";
    private static final String ONE = ALL + "/{registeredAsnName}";

    private final RegisteredAsnService service;
    private final OwnerLookup owner;
    private final CurrentCaller callers;
    private final NetworkRules rules;
    private final Secrets secrets;

    RegisteredAsnResource(
            RegisteredAsnService service,
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
    @Documented("The AS numbers that are registered under a peering.")
    @Requires(Permission.REGISTERED_ASNS_READ)
    public Uni<Page<RegisteredAsnView>> listByPeering(@BeanParam PeeringPath peering, @Context UriInfo uri) {
        boolean writer = writer(peering.subscriptionId());
        return service.list(peering.id(), Page.after(uri))
                .map(rows ->
                        Page.of(rows, row -> row.id().key(), row -> RegisteredAsnView.of(row, writer, secrets), uri));
    }

    @GET
    @Path(ONE)
    @Documented("A registered AS number.")
    @Requires(Permission.REGISTERED_ASNS_READ)
    public Uni<Response> get(@BeanParam Named named) {
        boolean writer = writer(named.subscriptionId());
        return service.get(named.id())
                .map(known -> Answers.shown(
                        known, asn -> RegisteredAsnView.of(asn, writer, secrets), RegisteredAsn::revision));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Registers the AS number of a member of an exchange.")
    @Requires(Permission.REGISTERED_ASNS_WRITE)
    public Uni<Response> put(@BeanParam Named named, @Nullable RegisteredAsnSpec spec, @Context HttpHeaders headers) {
        String name = Names.resource("registeredAsnName", named.registeredAsnName());
        Asn asn = AsnRule.check(spec == null ? null : spec.asn(), rules);
        ResourceId peering = named.peering();
        Uni<Outcome<RegisteredAsn>> outcome = owner.freshenPeering(
                        peering, headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .chain(() -> service.put(peering, name, asn, Preconditions.of(headers)));
        return answer(named, outcome);
    }

    @DELETE
    @Path(ONE)
    @Documented("Deletes a registered AS number.")
    @Requires(Permission.REGISTERED_ASNS_DELETE)
    public Uni<Response> delete(@BeanParam Named named, @Context HttpHeaders headers) {
        return answer(named, service.delete(named.id(), Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/rotateKey")
    @Documented("Makes a new key; the old one stays good for as long as is asked for.")
    @Requires(Permission.REGISTERED_ASNS_ROTATE_KEY)
    public Uni<Response> rotateKey(@BeanParam Named named, @Nullable RotateKeySpec spec, @Context HttpHeaders headers) {
        RotateKeySpec.Checked checked = RotateKeySpec.checked(spec, Instant.now());
        return answer(named, service.rotateKey(named.id(), checked, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/revokeKey")
    @Documented("Ends all keys at once; what was claimed with them is not any more.")
    @Requires(Permission.REGISTERED_ASNS_REVOKE_KEY)
    public Uni<Response> revokeKey(@BeanParam Named named, @Context HttpHeaders headers) {
        return answer(named, service.revokeKey(named.id(), Preconditions.of(headers)));
    }

    private Uni<Response> answer(Named named, Uni<Outcome<RegisteredAsn>> outcome) {
        boolean writer = writer(named.subscriptionId());
        return outcome.map(
                known -> Answers.of(known, asn -> RegisteredAsnView.of(asn, writer, secrets), RegisteredAsn::revision));
    }

    private boolean writer(Subscription subscription) {
        return callers.get().may(Permission.REGISTERED_ASNS_WRITE, subscription);
    }

    /** One of them, as the path of a request names it. */
    public record Named(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringName,
            @RestPath String registeredAsnName) {
        ResourceId peering() {
            return new PeeringPath(subscriptionId, resourceGroupName, peeringName).id();
        }

        ResourceId id() {
            return peering().child(ResourceType.REGISTERED_ASNS, registeredAsnName);
        }
    }
}
