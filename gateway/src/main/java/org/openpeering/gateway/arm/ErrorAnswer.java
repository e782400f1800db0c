/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.arm;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.openpeering.contract.error.ApiError;

/** Sends an error of the gateway's own, in the shape that services use. */
public final class ErrorAnswer {
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("application/json; charset=utf-8");

    private ErrorAnswer() {}

    /** Answers, and sees to it that an unread request body does not hold the connection. */
    public static void send(HttpServerRequest request, ApiError error) {
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            Abort.exchange(request);
            return;
        }
        response.setStatusCode(error.code().status()).putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE);
        switch (error.code()) {
            case AUTHENTICATION_FAILED -> response.putHeader("WWW-Authenticate", "Bearer");
            case METHOD_NOT_ALLOWED -> response.putHeader(HttpHeaders.ALLOW, "GET, HEAD, PUT, PATCH, POST, DELETE");
            default -> {}
        }
        if (error.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, error.retryAfter().toString());
        }
        response.end(body(error));
        UnreadBody.discard(request);
    }

    private static Buffer body(ApiError error) {
        return JsonObject.of("error", detail(error)).toBuffer();
    }

    /** As {@code ErrorBody} of the services. */
    private static JsonObject detail(ApiError error) {
        JsonObject json = JsonObject.of("code", error.code().wire(), "message", error.message());
        if (error.target() != null) {
            json.put("target", error.target());
        }
        if (!error.details().isEmpty()) {
            json.put(
                    "details",
                    new JsonArray(
                            error.details().stream().map(ErrorAnswer::detail).toList()));
        }
        return json;
    }
}
