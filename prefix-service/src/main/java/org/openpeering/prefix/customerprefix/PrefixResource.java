/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

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
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Query;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.CustomerPrefixPath;
import org.openpeering.prefix.PeeringServicePath;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.customerprefix.PrefixService.Judged;
import org.openpeering.prefix.event.EventView;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.network.PrefixRule;
import org.openpeering.prefix.report.ValidationView;

/** {@code peeringServices/prefixes} (contract section A, 35 to 38). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class PrefixResource {
    private static final String ALL =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes";
    private static final String ONE = ALL + "/{prefixName}";
    private static final String DRY_RUN =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/validatePrefix";

    private final PrefixService service;
    private final PrefixDryRun dryRun;
    private final CurrentCaller callers;
    private final NetworkRules rules;
    private final Secrets secrets;

    PrefixResource(
            PrefixService service, PrefixDryRun dryRun, CurrentCaller callers, NetworkRules rules, Secrets secrets) {
        this.service = service;
        this.dryRun = dryRun;
        this.callers = callers;
        this.rules = rules;
        this.secrets = secrets;
    }

    @GET
    @Path(ALL)
    @Documented("The prefixes of a peering service.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Page<PrefixView>> listByPeeringService(
            @BeanParam PeeringServicePath path,
            @RestQuery(Query.EXPAND) @ReadAs(Expansion.class) @Nullable String expand,
            @Context UriInfo uri) {
        boolean expanded = expanded(expand);
        boolean writer = writer(path.subscriptionId());
        return service.list(path.id(), Page.after(uri))
                .onItem()
                .ifNull()
                .failWith(() -> new ArmException(Refusals.parentNotFound(path.id())))
                .chain(found -> events(found, expanded)
                        .map(events -> Page.of(
                                found,
                                prefix -> prefix.id().key(),
                                prefix -> PrefixView.of(prefix, key(prefix, writer), events.get(prefix.id())),
                                uri)));
    }

    @GET
    @Path(ONE)
    @Documented("A prefix of a peering service.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Response> get(
            @BeanParam CustomerPrefixPath path,
            @RestQuery(Query.EXPAND) @ReadAs(Expansion.class) @Nullable String expand) {
        boolean expanded = expanded(expand);
        return service.get(path.id())
                .chain(outcome -> events(
                                outcome instanceof Outcome.Found<CustomerPrefix>(CustomerPrefix prefix)
                                        ? List.of(prefix)
                                        : List.of(),
                                expanded)
                        .map(events -> shown(path.subscriptionId(), outcome, events)));
    }

    @GET
    @Path(ONE + "/validation")
    @Documented(value = "The report on a prefix, of now or of a moment before.", answer = ValidationView.class)
    @Requires(Permission.PREFIXES_READ)
    public Uni<Response> validation(
            @BeanParam CustomerPrefixPath path, @RestQuery @ReadAs(Instant.class) @Nullable String at) {
        return service.validation(path.id(), at).map(outcome -> Answers.shown(outcome, Judged::view, Judged::revision));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented("Activates a prefix by the key that its provider gave.")
    @Requires(Permission.PREFIXES_WRITE)
    public Uni<Response> put(
            @BeanParam CustomerPrefixPath path, @Nullable PrefixSpec spec, @Context HttpHeaders headers) {
        String name = Names.resource("prefixName", path.prefixName());
        IpPrefix prefix = PrefixRule.parse(spec == null ? null : spec.prefix(), rules);
        PrefixKey key = spec == null ? null : spec.key();
        return service.put(path.service(), name, prefix, key, Preconditions.of(headers))
                .map(outcome -> answer(path.subscriptionId(), outcome));
    }

    /** What a validation would say; nothing is stored. */
    @POST
    @Path(DRY_RUN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(
            value = "The report that a prefix would get; nothing is stored.",
            answer = ValidationView.class,
            tagged = false)
    @Requires(Permission.PEERING_SERVICES_VALIDATE_PREFIX)
    public Uni<Response> validatePrefix(@BeanParam PeeringServicePath path, @Nullable PrefixSpec spec) {
        IpPrefix prefix = PrefixRule.parse(spec == null ? null : spec.prefix(), rules);
        return dryRun.validate(path.id(), prefix, spec == null ? null : spec.key())
                .map(outcome -> Answers.of(outcome, report -> ValidationView.of(report.state(), report)));
    }

    @DELETE
    @Path(ONE)
    @Documented("Deletes a prefix from the service.")
    @Requires(Permission.PREFIXES_DELETE)
    public Uni<Response> delete(@BeanParam CustomerPrefixPath path, @Context HttpHeaders headers) {
        return service.delete(path.id(), Preconditions.of(headers))
                .map(outcome -> answer(path.subscriptionId(), outcome));
    }

    private Response answer(Subscription subscription, Outcome<CustomerPrefix> outcome) {
        boolean writer = writer(subscription);
        return Answers.of(
                outcome, prefix -> PrefixView.of(prefix, key(prefix, writer), null), CustomerPrefix::revision);
    }

    /** @param events of prefixes that are to show them */
    private Response shown(
            Subscription subscription, Outcome<CustomerPrefix> outcome, Map<ResourceId, List<EventView>> events) {
        boolean writer = writer(subscription);
        return Answers.shown(
                outcome,
                prefix -> PrefixView.of(prefix, key(prefix, writer), events.get(prefix.id())),
                CustomerPrefix::revision);
    }

    private Uni<Map<ResourceId, List<EventView>>> events(List<CustomerPrefix> prefixes, boolean expanded) {
        return expanded ? service.events(prefixes) : Uni.createFrom().item(Map.of());
    }

    /** The only thing to be expanded (contract section C.8). */
    enum Expansion implements WireEnum {
        EVENTS;

        @Override
        public String wire() {
            return "events";
        }
    }

    private static boolean expanded(@Nullable String expand) {
        if (expand != null && WireEnum.parse(Expansion.class, expand).isEmpty()) {
            throw new ArmException(
                    ApiError.at(ErrorCode.INVALID_PARAMETER, Query.EXPAND, "Only 'events' can be expanded."));
        }
        return expand != null;
    }

    private @Nullable String key(CustomerPrefix prefix, boolean writer) {
        return writer ? prefix.key(secrets) : null;
    }

    private boolean writer(Subscription subscription) {
        return callers.get().may(Permission.PREFIXES_WRITE, subscription);
    }
}
