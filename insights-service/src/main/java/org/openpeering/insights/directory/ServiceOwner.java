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
 * Asks prefix-service itself for a peering service, with the caller's token, in the shape of its topic. The answer comes back to
 * the caller's context.
 */
@ApplicationScoped
class ServiceOwner {
    private static final Logger LOG = Logger.getLogger(ServiceOwner.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final PrefixServiceConfig config;
    private final ObjectMapper json;
    private final Traces traces;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    ServiceOwner(PrefixServiceConfig config, ObjectMapper json, Traces traces) {
        this.config = config;
        this.json = json;
        this.traces = traces;
    }

    /** Null when the owner says that there is none, or that the caller may see none; 503 when it says nothing. */
    Uni<@Nullable PeeringService> find(ResourceId id, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(id))
                .timeout(config.timeout())
                .header("Authorization", authorization)
                .header("Accept", MediaTypes.STATE);
        String parent = traces.current().parent();
        if (parent != null) {
            request.header(Traces.HEADER, parent);
        }
        Context context = Objects.requireNonNull(Vertx.currentContext());
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()))
                .map(this::read)
                .onFailure(failure -> !(failure instanceof ArmException))
                .transform(failure -> {
                    LOG.warnf("peering service %s could not be asked for: %s", id, failure);
                    return unavailable(id);
                })
                .emitOn(MutinyHelper.executor(context));
    }

    private URI uri(ResourceId id) {
        return config.url()
                .resolve("/subscriptions/" + encoded(id.subscription().id()) + "/resourceGroups/"
                        + encoded(Objects.requireNonNull(id.resourceGroup()))
                        + "/providers/Microsoft.Peering/peeringServices/" + encoded(id.name()) + "?api-version="
                        + ApiVersion.V2022_10_01);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private @Nullable PeeringService read(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200 -> parse(answer.body());
            case 401, 403, 404 -> null;
            default -> throw new IllegalStateException("status " + answer.statusCode());
        };
    }

    private PeeringService parse(String body) {
        try {
            return json.readValue(body, PeeringService.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ArmException unavailable(ResourceId id) {
        return new ArmException(ApiError.of(
                ErrorCode.SERVER_UNAVAILABLE,
                "Whether '" + id.name() + "' exists can't be found out at the moment; try again."));
    }
}
