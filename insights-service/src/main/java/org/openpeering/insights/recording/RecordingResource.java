/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.MaxBody;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code POST /operator/routing/recordings}: what would have been raised. */
@Path("/operator/routing/recordings")
@Produces(MediaType.APPLICATION_JSON)
public class RecordingResource {
    private final RecordingService service;

    RecordingResource(RecordingService service) {
        this.service = service;
    }

    /**
     * The recording is read on a worker's thread as it comes; when its sender hangs up the analysis ends.
     *
     * @param body MRT, plain or in gzip or bzip2, whatever its type says
     */
    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @MaxBody(ArmConventions.IMPORT_BYTES)
    @Documented(
            value = "Tells which events a recording in MRT would have raised.",
            answer = RecordingView.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> analyse(
            InputStream body, @RestQuery List<String> prefix, @Context HttpServerResponse response) {
        var outcome = service.analyse(body, prefixes(prefix), () -> response.closed());
        return Uni.createFrom().item(Answers.of(outcome, RecordingView::of));
    }

    private static Set<IpPrefix> prefixes(List<String> texts) {
        try {
            return texts.stream().map(IpPrefix::parse).collect(Collectors.toSet());
        } catch (MalformedValueException e) {
            throw new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, "prefix", String.valueOf(e.getMessage())));
        }
    }
}
