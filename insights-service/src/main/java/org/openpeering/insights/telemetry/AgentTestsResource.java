/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What an agent is to measure. Which agent it is says the client of its token. */
@Path("/telemetry/tests")
@Produces(MediaType.APPLICATION_JSON)
public class AgentTestsResource {
    private final Ingest ingest;
    private final CurrentCaller caller;

    AgentTestsResource(Ingest ingest, CurrentCaller caller) {
        this.ingest = ingest;
        this.caller = caller;
    }

    @GET
    @Documented(value = "What the calling agent is to measure.", answer = TestsView.class)
    @Requires(Permission.MEASURE)
    public Uni<Response> tests() {
        return ingest.tests(caller.client())
                .map(view -> Answers.shown(new Outcome.Found<>(view), shown -> shown, _ -> 0));
    }
}
