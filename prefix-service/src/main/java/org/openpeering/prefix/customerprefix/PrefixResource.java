/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.event.EventService;
import org.openpeering.prefix.event.EventView;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.network.PrefixRule;
import org.openpeering.prefix.validation.HistoryService;
import org.openpeering.prefix.validation.ValidationView;

/** {@code peeringServices/prefixes} (contract section A, 35 to 38). */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PrefixResource {
    private static final String ALL =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes";
    private static final String ONE = ALL + "/{prefixName}";
    private static final String DRY_RUN =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/validatePrefix";
    private static final String EXPAND = "$expand";

    private final PrefixService service;
    private final PrefixDryRun dryRun;
    private final EventService events;
    private final CurrentCaller callers;
    private final NetworkRules rules;
    private final HistoryService history;

    PrefixResource(
            PrefixService service,
            PrefixDryRun dryRun,
            EventService events,
            CurrentCaller callers,
            NetworkRules rules,
            HistoryService history) {
        this.service = service;
        this.dryRun = dryRun;
        this.events = events;
        this.callers = callers;
        this.rules = rules;
        this.history = history;
    }

    @GET
    @Path(ALL)
    @Requires(Permission.PREFIXES_READ)
    public Page<PrefixView> list(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @Context UriInfo uri) {
        boolean expanded = expanded(uri);
        ResourceId parent = parent(subscriptionId, resourceGroupName, peeringServiceName);
        List<CustomerPrefix> found = service.list(subscriptionId, parent, Page.after(uri))
                .orElseThrow(() -> new ArmException(Refusals.parentNotFound(parent)));
        boolean writer = writer(subscriptionId);
        return Page.of(found, entity -> entity.id().key(), entity -> view(entity, writer, expanded), uri);
    }

    @GET
    @Path(ONE)
    @Requires(Permission.PREFIXES_READ)
    public Response get(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @Context UriInfo uri) {
        boolean expanded = expanded(uri);
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName, prefixName);
        return answer(subscriptionId, service.get(subscriptionId, id), expanded);
    }

    @GET
    @Path(ONE + "/validation")
    @Requires(Permission.PREFIXES_READ)
    public Response validation(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @QueryParam("at") @Nullable String at) {
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName, prefixName);
        return Answers.of(
                service.get(subscriptionId, id),
                _ -> history.view(TargetKind.CUSTOMER, id, at),
                CustomerPrefix::revision);
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.PREFIXES_WRITE)
    public Response put(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @Nullable PrefixSpec spec,
            @Context HttpHeaders headers) {
        String name = Names.resource("prefixName", prefixName);
        IpPrefix prefix = PrefixRule.parse(spec == null ? null : spec.prefix(), rules);
        PrefixKey key = spec == null ? null : spec.key();
        ResourceId parent = parent(subscriptionId, resourceGroupName, peeringServiceName);
        return answer(
                subscriptionId,
                service.put(subscriptionId, parent, name, prefix, key, Preconditions.of(headers)),
                false);
    }

    /** What a validation would say; nothing is stored. */
    @POST
    @Path(DRY_RUN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.PEERING_SERVICES_VALIDATE_PREFIX)
    public Response validatePrefix(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @Nullable PrefixSpec spec) {
        IpPrefix prefix = PrefixRule.parse(spec == null ? null : spec.prefix(), rules);
        ResourceId parent = parent(subscriptionId, resourceGroupName, peeringServiceName);
        return Answers.of(
                dryRun.validate(subscriptionId, parent, prefix, spec == null ? null : spec.key()),
                report -> ValidationView.of(report.state(), report));
    }

    @DELETE
    @Path(ONE)
    @Requires(Permission.PREFIXES_DELETE)
    public Response delete(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @Context HttpHeaders headers) {
        ResourceId id = id(subscriptionId, resourceGroupName, peeringServiceName, prefixName);
        return answer(subscriptionId, service.delete(subscriptionId, id, Preconditions.of(headers)), false);
    }

    private Response answer(String subscription, Outcome<CustomerPrefix> outcome, boolean expanded) {
        boolean writer = writer(subscription);
        return Answers.of(outcome, entity -> view(entity, writer, expanded), CustomerPrefix::revision);
    }

    private PrefixView view(CustomerPrefix entity, boolean writer, boolean expanded) {
        List<EventView> shown = expanded ? events.expanded(entity.watched()) : null;
        return PrefixView.of(entity, writer, shown);
    }

    /** Events are the only thing to be expanded (contract section C.8). */
    private static boolean expanded(UriInfo uri) {
        String value = uri.getQueryParameters().getFirst(EXPAND);
        if (value != null && !value.equalsIgnoreCase("events")) {
            throw new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, EXPAND, "Only 'events' can be expanded."));
        }
        return value != null;
    }

    private boolean writer(String subscription) {
        return callers.get().may(Permission.PREFIXES_WRITE, subscription);
    }

    private static ResourceId parent(String subscription, String group, String service) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERING_SERVICES, service);
    }

    private static ResourceId id(String subscription, String group, String service, String name) {
        return parent(subscription, group, service).child(ResourceType.PREFIXES, name);
    }
}
