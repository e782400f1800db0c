/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.arm;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Ends an exchange in a way that the client can't mistake for a complete answer. */
public final class Abort {
    private Abort() {}

    /** On HTTP/1 by the connection: the response's own reset keeps its handlers from being called. */
    public static void exchange(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        } else if (!request.response().closed()) {
            request.response().reset();
        }
    }
}
