/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;

/**
 * Asks the partner service itself, with the caller's token. While it fails the breaker is open and nobody waits for it.
 */
@ApplicationScoped
class Owner {
    private static final String API_VERSION = ApiVersion.V2022_10_01.toString();

    private final OwnerClient client;
    private final ObjectMapper json;

    Owner(@RestClient OwnerClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /** Empty when the owner says that there is none. */
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2000)
    Optional<Peering> peering(String authorization, ResourceId id) throws OwnerUnreachableException {
        String group = Objects.requireNonNullElse(id.resourceGroup(), "");
        return read(
                () -> client.peering(authorization, id.subscription(), group, id.name(), API_VERSION), Peering.class);
    }

    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2000)
    List<Provider> providers(String authorization, String subscription) throws OwnerUnreachableException {
        return read(() -> client.providers(authorization, subscription, API_VERSION), Provider[].class)
                .map(List::of)
                .orElse(List.of());
    }

    private <T> Optional<T> read(Call call, Class<T> type) throws OwnerUnreachableException {
        try (RestResponse<String> answer = call.answer()) {
            return switch (answer.getStatus()) {
                case 200 -> Optional.of(json.readValue(answer.getEntity(), type));
                case 401, 403, 404 -> Optional.empty();
                default -> throw new OwnerUnreachableException("status " + answer.getStatus(), null);
            };
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == 404) {
                return Optional.empty();
            }
            throw new OwnerUnreachableException("status " + e.getResponse().getStatus(), e);
        } catch (RuntimeException | JsonProcessingException e) {
            throw new OwnerUnreachableException(String.valueOf(e.getMessage()), e);
        }
    }

    private interface Call {
        RestResponse<String> answer();
    }
}
