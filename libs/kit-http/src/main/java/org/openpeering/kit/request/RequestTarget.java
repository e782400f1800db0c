/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.request.RequestPath;
import org.openpeering.kit.error.ErrorBody;

/**
 * Reads the request target before anything else does, and gives it its one spelling: what is ambiguous is refused, as the
 * gateway refuses it; fixed segments ({@link PathCasing}) and names of query parameters ({@link Query}) are spelled as
 * resources know them. Nothing is decoded here, so that a segment is decoded once, by the router that matches it.
 *
 * <p>Not a filter of Jakarta REST: the request URI that such a filter sets is taken decoded, and decoded again.
 */
@Singleton
public class RequestTarget {
    /** Before the handlers of the HTTP extension. */
    private static final int FIRST = -1_000;

    private final ObjectMapper json;

    RequestTarget(ObjectMapper json) {
        this.json = json;
    }

    void stand(@Observes Router router) {
        router.route().order(FIRST).handler(this::read);
    }

    private void read(RoutingContext context) {
        String target = context.request().uri();
        switch (RequestPath.of(target)) {
            case RequestPath.Ambiguous(ApiError error) -> refuse(context, error);
            case RequestPath.Clear _ -> {
                String canonical = canonical(target);
                if (canonical.equals(target)) {
                    context.next();
                } else {
                    // Comes here again, and then goes on.
                    context.reroute(canonical);
                }
            }
        }
    }

    static String canonical(String target) {
        int query = target.indexOf('?');
        return query < 0
                ? PathCasing.canonical(target)
                : PathCasing.canonical(target.substring(0, query)) + '?' + Query.canonical(target.substring(query + 1));
    }

    private void refuse(RoutingContext context, ApiError error) {
        try {
            context.response()
                    .setStatusCode(error.code().status())
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("x-ms-request-id", UUID.randomUUID().toString())
                    .end(json.writeValueAsString(ErrorBody.of(error)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error body of three strings", e);
        }
    }
}
