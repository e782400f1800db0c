/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What an agent has measured. Which agent it is says the client of its token. */
@Path("/telemetry/samples")
@Produces(MediaType.APPLICATION_JSON)
public class SamplesResource {
    private final Ingest ingest;
    private final CurrentCaller caller;

    SamplesResource(Ingest ingest, CurrentCaller caller) {
        this.ingest = ingest;
        this.caller = caller;
    }

    /** @param body plain or, with {@code Content-Encoding}, in gzip */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Documented(
            value = "Takes what the calling agent has measured; the answer means that what is accepted is not lost.",
            answer = TakenView.class,
            tagged = false)
    @Requires(Permission.MEASURE)
    public Uni<Response> invoke(
            @ReadAs(SamplesSpec.class) byte @Nullable [] body,
            @RestHeader(HttpHeaders.CONTENT_ENCODING) @Nullable String coding) {
        boolean gzip = gzip(coding);
        return ingest.take(caller.client(), body == null ? new byte[0] : body, gzip)
                .map(view -> Answers.of(new Outcome.Found<>(view), shown -> shown));
    }

    private static boolean gzip(@Nullable String coding) {
        if (coding == null || coding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (coding.equalsIgnoreCase("gzip")) {
            return true;
        }
        throw new ArmException(ApiError.at(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding", "The only coding of a body is gzip."));
    }
}
