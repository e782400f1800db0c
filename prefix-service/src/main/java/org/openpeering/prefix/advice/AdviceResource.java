/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.PeeringServicePath;

/** {@code peeringServices/{name}/advice}, which Azure does not have. */
@Path("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
        + "/peeringServices/{peeringServiceName}/advice")
@Produces(MediaType.APPLICATION_JSON)
public class AdviceResource {
    private final AdviceService service;

    AdviceResource(AdviceService service) {
        this.service = service;
    }

    @GET
    @Documented(
            value =
                    "Which provider and site would be nearest or fastest for a peering service, each with its evidence.",
            answer = AdviceView.class,
            tagged = false)
    @Requires(Permission.PEERING_SERVICES_READ)
    public Uni<Response> get(@BeanParam PeeringServicePath path) {
        return service.advice(path.id()).map(outcome -> Answers.of(outcome, advice -> advice));
    }
}
