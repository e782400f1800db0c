/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.network.NetworkRules;

/** Changing the prefix of a {@code peeringServices/prefixes}, which Azure has no operation for. */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PrefixChangeResource {
    private static final String ONE =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}";

    private final PrefixChangeService service;
    private final NetworkRules rules;

    PrefixChangeResource(PrefixChangeService service, NetworkRules rules) {
        this.service = service;
        this.rules = rules;
    }

    @POST
    @Path(ONE + "/changePrefix")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.PREFIXES_CHANGE)
    public Response changePrefix(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @Nullable PrefixChangeSpec spec,
            @Context HttpHeaders headers) {
        PrefixChangeSpec.Checked next = PrefixChangeSpec.checked(spec, rules, Instant.now());
        ResourceId parent = parent(subscriptionId, resourceGroupName, peeringServiceName);
        ResourceId id = parent.child(ResourceType.PREFIXES, prefixName);
        return answer(service.begin(subscriptionId, parent, id, next, Preconditions.of(headers)));
    }

    @POST
    @Path(ONE + "/cancelPrefixChange")
    @Requires(Permission.PREFIXES_CHANGE)
    public Response cancelPrefixChange(
            @RestPath String subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName,
            @Context HttpHeaders headers) {
        ResourceId id =
                parent(subscriptionId, resourceGroupName, peeringServiceName).child(ResourceType.PREFIXES, prefixName);
        return answer(service.cancel(subscriptionId, id, Preconditions.of(headers)));
    }

    private static Response answer(Outcome<CustomerPrefix> outcome) {
        return Answers.of(outcome, entity -> PrefixView.of(entity, true, null), CustomerPrefix::revision);
    }

    private static ResourceId parent(String subscription, String group, String service) {
        return ResourceId.ofGroup(subscription, group, ResourceType.PEERING_SERVICES, service);
    }
}
