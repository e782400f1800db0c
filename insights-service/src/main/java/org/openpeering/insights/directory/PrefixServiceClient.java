/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.MediaTypes;
import org.openpeering.kit.trace.Traces;

/**
 * Asks prefix-service itself, with the caller's token: for a peering service in the shape of its topic. The answer
 * comes back to the caller's context.
 */
@ApplicationScoped
class PrefixServiceClient {
    private static final Logger LOG = Logger.getLogger(PrefixServiceClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final String VERSION = "?api-version=" + ApiVersion.V2022_10_01;

    private final PrefixServiceConfig config;
    private final ObjectMapper json;
    private final Traces traces;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    PrefixServiceClient(PrefixServiceConfig config, ObjectMapper json, Traces traces) {
        this.config = config;
        this.json = json;
        this.traces = traces;
    }

    /** Null when the owner says that there is none, or that the caller may see none; 503 when it says nothing. */
    Uni<@Nullable PeeringService> service(ResourceId id, String authorization) {
        return ask(config.url().resolve(path(id) + VERSION), MediaTypes.STATE, authorization, id)
                .map(body -> body == null ? null : read(body, PeeringService.class));
    }

    /** The body; null when there is nothing, or the caller may see nothing. */
    private Uni<@Nullable String> ask(URI uri, String type, String authorization, ResourceId subject) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(config.timeout())
                .header("Authorization", authorization)
                .header("Accept", type);
        String parent = traces.current().parent();
        if (parent != null) {
            request.header(Traces.HEADER, parent);
        }
        Context context = Objects.requireNonNull(Vertx.currentContext());
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()))
                .map(PrefixServiceClient::body)
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("prefix-service could not be asked for what is at %s: %s", subject, failure);
                    return unavailable(subject);
                })
                .emitOn(MutinyHelper.executor(context));
    }

    private static @Nullable String body(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200 -> answer.body();
            case 401, 403, 404 -> null;
            default -> throw new IllegalStateException("status " + answer.statusCode());
        };
    }

    private <T> T read(String body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a peering or a peering service. */
    private static String path(ResourceId id) {
        return "/subscriptions/" + encoded(id.subscription().id()) + "/resourceGroups/"
                + encoded(Objects.requireNonNull(id.resourceGroup())) + "/providers/Microsoft.Peering/"
                + id.type().path() + "/" + encoded(id.name());
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static boolean isUnavailable(Throwable failure) {
        return failure instanceof ArmException arm && arm.error().code() == ErrorCode.SERVER_UNAVAILABLE;
    }

    static ArmException unavailable(ResourceId id) {
        return new ArmException(ApiError.of(
                ErrorCode.SERVER_UNAVAILABLE,
                "Whether '" + id.name() + "' exists can't be found out at the moment; try again."));
    }
}
