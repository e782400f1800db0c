/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;

/**
 * Reads request bodies of the usual length before a connection to a service is taken for them, so that who sends slowly
 * or never holds nothing but a connection to the gateway. What has come of all of them is bounded and shared fairly
 * between subscriptions, and each has a time in which it has to come.
 */
@Singleton
class WholeBody {
    private final FairShare bytes;
    private final Duration patience;
    private final Vertx vertx;

    WholeBody(Vertx vertx, GatewayConfig config) {
        this.vertx = vertx;
        this.bytes = new FairShare(config.pool().bodies());
        this.patience = config.pool().bodyTimeout();
    }

    /** The body; what it takes is given back when the exchange is over. */
    Future<Buffer> read(Exchange exchange, long limit) {
        HttpServerRequest request = exchange.request();
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(
                patience.toMillis(),
                id -> fail(read, ErrorCode.REQUEST_TIMEOUT, "The request body has not come in time."));
        request.handler(chunk -> {
            if (read.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > limit) {
                read.tryFail(new Unread(ArmConventions.bodyTooLarge(limit)));
            } else if (take(exchange, chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                fail(
                        read,
                        ErrorCode.SERVER_UNAVAILABLE,
                        "Too many request bodies of the subscription are under way; try again.");
            }
        });
        request.exceptionHandler(read::tryFail);
        request.endHandler(v -> read.tryComplete(body));
        BrokenInput.tell(
                request,
                () -> fail(read, ErrorCode.BAD_REQUEST, "The request body is not in chunks as HTTP has them."));
        request.resume();
        return read.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private boolean take(Exchange exchange, int length) {
        String share = exchange.share();
        synchronized (bytes) {
            if (!bytes.take(share, length)) {
                return false;
            }
        }
        exchange.hold(() -> {
            synchronized (bytes) {
                bytes.give(share, length);
            }
        });
        return true;
    }

    private static void fail(Promise<Buffer> read, ErrorCode code, String message) {
        read.tryFail(new Unread(ApiError.of(code, message)));
    }
}
