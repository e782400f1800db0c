/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.gateway.arm.ArmHeaders;
import org.openpeering.gateway.arm.ErrorAnswer;
import org.openpeering.gateway.quota.Charge;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.Upstream;

/** One request at the gateway and what has become known about it; touched by its event loop only. */
final class Exchange {
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final String correlation;
    private final long started = System.nanoTime();
    private @Nullable Charge charge;
    private @Nullable Route route;

    Exchange(RoutingContext context) {
        this.context = context;
        this.request = context.request();
        String sent = request.getHeader(ArmHeaders.CORRELATION);
        this.correlation = sent != null && ArmConventions.usableId(sent)
                ? sent
                : UUID.randomUUID().toString();
    }

    RoutingContext context() {
        return context;
    }

    HttpServerRequest request() {
        return request;
    }

    /** The id under which gateway and services log this request. */
    String correlation() {
        return correlation;
    }

    long started() {
        return started;
    }

    @Nullable
    Charge charge() {
        return charge;
    }

    void charged(Charge taken) {
        this.charge = taken;
    }

    @Nullable
    Upstream upstream() {
        return route == null ? null : route.upstream();
    }

    void goesTo(Route accepted) {
        this.route = accepted;
    }

    void refuse(ApiError error) {
        ErrorAnswer.send(request, error);
    }
}
