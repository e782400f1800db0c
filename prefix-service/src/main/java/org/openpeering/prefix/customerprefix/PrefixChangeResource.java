/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.CustomerPrefixPath;
import org.openpeering.prefix.network.NetworkRules;

/** Changing the prefix of a {@code peeringServices/prefixes}, which Azure has no operation for. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class PrefixChangeResource {
    private static final String ONE =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}";

    private final PrefixChangeService service;
    private final NetworkRules rules;
    private final Secrets secrets;

    PrefixChangeResource(PrefixChangeService service, NetworkRules rules, Secrets secrets) {
        this.service = service;
        this.rules = rules;
        this.secrets = secrets;
    }

    @POST
    @Path(ONE + "/changePrefix")
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(
            value = "Puts another prefix in the place of this one as soon as it is Verified.",
            answer = PrefixView.class)
    @Requires(Permission.PREFIXES_CHANGE)
    public Uni<Response> changePrefix(
            @BeanParam CustomerPrefixPath path, @Nullable PrefixChangeSpec spec, @Context HttpHeaders headers) {
        PrefixChangeSpec.Checked next = PrefixChangeSpec.checked(spec, rules, Instant.now());
        return service.begin(path.service(), path.id(), next, Preconditions.of(headers))
                .map(this::answer);
    }

    @POST
    @Path(ONE + "/cancelPrefixChange")
    @Documented(value = "Gives up such a change.", answer = PrefixView.class)
    @Requires(Permission.PREFIXES_CHANGE)
    public Uni<Response> cancelPrefixChange(@BeanParam CustomerPrefixPath path, @Context HttpHeaders headers) {
        return service.cancel(path.id(), Preconditions.of(headers)).map(this::answer);
    }

    private Response answer(Outcome<CustomerPrefix> outcome) {
        return Answers.of(
                outcome, prefix -> PrefixView.of(prefix, prefix.key(secrets), null), CustomerPrefix::revision);
    }
}
