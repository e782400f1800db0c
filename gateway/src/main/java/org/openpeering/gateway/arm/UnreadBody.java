/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.arm;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that was answered without reading it. It is read and thrown away for a moment, since closing at
 * once would reset the connection before the client has read the answer; whoever still sends then is cut off.
 */
public final class UnreadBody {
    private static final long LINGER_MILLIS = 2_000;

    private UnreadBody() {}

    public static void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        Context context = Vertx.currentContext();
        request.handler(null).exceptionHandler(UnreadBody::ignore).resume();
        if (context != null) {
            long timer = context.owner().setTimer(LINGER_MILLIS, id -> Abort.exchange(request));
            request.endHandler(v -> context.owner().cancelTimer(timer));
        }
    }

    private static void ignore(@Nullable Throwable failure) {
        // The client is gone; nobody waits for the rest.
    }
}
