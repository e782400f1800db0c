/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.insights.latency.imported.ImportService.Kind;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.MaxBody;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What the operator brings of others' measurements, whatever prefixes they are of. */
@Path("/operator/telemetry/imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {
    private final ImportService service;

    ImportResource(ImportService service) {
        this.service = service;
    }

    /** @param body results as RIPE Atlas publishes them: an array, or one a line */
    @POST
    @Path("ripe-atlas")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @MaxBody(ArmConventions.IMPORT_BYTES)
    @Documented(
            value = "Takes results of ping and traceroute measurements of RIPE Atlas.",
            answer = ImportView.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> atlas(
            InputStream body,
            @RestQuery @Nullable String site,
            @Context HttpHeaders headers,
            @Context HttpServerResponse response) {
        refuseCoded(headers);
        return answer(Kind.ATLAS, body, site, response);
    }

    /** @param body objects, an array of them or one a line; with the type text/csv lines of values */
    @POST
    @Path("flow")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @MaxBody(ArmConventions.IMPORT_BYTES)
    @Documented(
            value = "Takes round trips of TCP as flows are exported with them.",
            answer = ImportView.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> flow(
            InputStream body,
            @RestQuery @Nullable String site,
            @Context HttpHeaders headers,
            @Context HttpServerResponse response) {
        refuseCoded(headers);
        String type = String.valueOf(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        boolean csv = type.toLowerCase(Locale.ROOT).startsWith("text/csv");
        return answer(csv ? Kind.FLOW_CSV : Kind.FLOW_JSON, body, site, response);
    }

    /** Else each line would be refused, and nothing would say why. */
    private static void refuseCoded(HttpHeaders headers) {
        String coding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ArmException(ApiError.at(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    HttpHeaders.CONTENT_ENCODING,
                    "An import has no coding: unpack it before it is sent."));
        }
    }

    private Uni<Response> answer(Kind kind, InputStream body, @Nullable String site, HttpServerResponse response) {
        var outcome = service.take(kind, body, site, () -> response.closed());
        return Uni.createFrom().item(Answers.of(outcome, view -> view));
    }
}
