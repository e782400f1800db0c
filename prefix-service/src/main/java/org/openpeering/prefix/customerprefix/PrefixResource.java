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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Query;
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

    PrefixResource(PrefixService service, PrefixDryRun dryRun, CurrentCaller callers, NetworkRules rules) {
        this.service = service;
        this.dryRun = dryRun;
        this.callers = callers;
        this.rules = rules;
    }

    @GET
    @Path(ALL)
    @Requires(Permission.PREFIXES_READ)
    public Uni<Page<PrefixView>> list(@BeanParam PeeringServicePath path, @Context UriInfo uri) {
        boolean expanded = expanded(uri);
        boolean writer = writer(path.subscriptionId());
        return service.list(path.id(), Page.after(uri))
                .onItem()
                .ifNull()
                .failWith(() -> new ArmException(Refusals.parentNotFound(path.id())))
                .chain(found -> events(found, expanded)
                        .map(events -> Page.of(
                                found,
                                prefix -> prefix.id().key(),
                                prefix -> PrefixView.of(prefix, writer, events.get(prefix.id())),
                                uri)));
    }

    @GET
    @Path(ONE)
    @Requires(Permission.PREFIXES_READ)
    public Uni<Response> get(@BeanParam CustomerPrefixPath path, @Context UriInfo uri) {
        boolean expanded = expanded(uri);
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
    @Requires(Permission.PREFIXES_READ)
    public Uni<Response> validation(@BeanParam CustomerPrefixPath path, @RestQuery @Nullable String at) {
        return service.validation(path.id(), at).map(outcome -> Answers.shown(outcome, Judged::view, Judged::revision));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
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
    @Requires(Permission.PEERING_SERVICES_VALIDATE_PREFIX)
    public Uni<Response> validatePrefix(@BeanParam PeeringServicePath path, @Nullable PrefixSpec spec) {
        IpPrefix prefix = PrefixRule.parse(spec == null ? null : spec.prefix(), rules);
        return dryRun.validate(path.id(), prefix, spec == null ? null : spec.key())
                .map(outcome -> Answers.of(outcome, report -> ValidationView.of(report.state(), report)));
    }

    @DELETE
    @Path(ONE)
    @Requires(Permission.PREFIXES_DELETE)
    public Uni<Response> delete(@BeanParam CustomerPrefixPath path, @Context HttpHeaders headers) {
        return service.delete(path.id(), Preconditions.of(headers))
                .map(outcome -> answer(path.subscriptionId(), outcome));
    }

    private Response answer(Subscription subscription, Outcome<CustomerPrefix> outcome) {
        boolean writer = writer(subscription);
        return Answers.of(outcome, prefix -> PrefixView.of(prefix, writer, null), CustomerPrefix::revision);
    }

    /** @param events of prefixes that are to show them */
    private Response shown(
            Subscription subscription, Outcome<CustomerPrefix> outcome, Map<ResourceId, List<EventView>> events) {
        boolean writer = writer(subscription);
        return Answers.shown(
                outcome, prefix -> PrefixView.of(prefix, writer, events.get(prefix.id())), CustomerPrefix::revision);
    }

    private Uni<Map<ResourceId, List<EventView>>> events(List<CustomerPrefix> prefixes, boolean expanded) {
        return expanded ? service.events(prefixes) : Uni.createFrom().item(Map.of());
    }

    /** Events are the only thing to be expanded (contract section C.8). */
    private static boolean expanded(UriInfo uri) {
        Optional<String> value = Query.one(uri, Query.EXPAND);
        if (value.isPresent() && !value.get().equalsIgnoreCase("events")) {
            throw new ArmException(
                    ApiError.at(ErrorCode.INVALID_PARAMETER, Query.EXPAND, "Only 'events' can be expanded."));
        }
        return value.isPresent();
    }

    private boolean writer(Subscription subscription) {
        return callers.get().may(Permission.PREFIXES_WRITE, subscription);
    }
}
