/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;

/**
 * Asks the partner service itself, with the caller's token. While it fails the breaker is open and nobody waits for it.
 */
@ApplicationScoped
class Owner {
    private static final String API_VERSION = ApiVersion.V2022_10_01.toString();
    private static final int NOT_FOUND = 404;

    private final OwnerClient client;
    private final ObjectMapper json;

    Owner(@RestClient OwnerClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /** Null when the owner says that there is none; fails with an {@link OwnerUnreachableException} when it says nothing. */
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2000)
    Uni<@Nullable Peering> peering(String authorization, ResourceId id) {
        String group = Objects.requireNonNullElse(id.resourceGroup(), "");
        return read(
                client.peering(authorization, id.subscription().id(), group, id.name(), API_VERSION), Peering.class);
    }

    /** The same for all providers; none when it says that the caller may see none. */
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2000)
    Uni<List<Provider>> providers(String authorization, Subscription subscription) {
        return read(client.providers(authorization, subscription.id(), API_VERSION), Provider[].class)
                .map(found -> found == null ? List.of() : List.of(found));
    }

    private <T> Uni<@Nullable T> read(Uni<RestResponse<String>> call, Class<T> type) {
        return call.map(answer -> body(answer, type))
                .onFailure(Owner::saysNo)
                .recoverWithNull()
                .onFailure(failure -> !(failure instanceof OwnerUnreachableException))
                .transform(Owner::unreachable);
    }

    private <T> @Nullable T body(RestResponse<String> answer, Class<T> type) {
        return switch (answer.getStatus()) {
            case 200 -> parse(answer.getEntity(), type);
            case 401, 403, NOT_FOUND -> null;
            default -> throw new OwnerUnreachableException("status " + answer.getStatus(), null);
        };
    }

    private <T> T parse(String body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new OwnerUnreachableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean saysNo(Throwable failure) {
        return failure instanceof WebApplicationException web
                && web.getResponse().getStatus() == NOT_FOUND;
    }

    private static Throwable unreachable(Throwable failure) {
        String reason = failure instanceof WebApplicationException web
                ? "status " + web.getResponse().getStatus()
                : String.valueOf(failure.getMessage());
        return new OwnerUnreachableException(reason, failure);
    }
}
