/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.request.ArmConventions;

/** A request body on its way to a service, which fails as {@link Unread} when it turns out longer than allowed, or no body. */
final class LimitedBody implements ReadStream<Buffer> {
    private final HttpServerRequest request;
    private final long limit;
    private @Nullable Handler<Throwable> failed;
    private long left;

    LimitedBody(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        request.handler(handler == null ? null : buffer -> count(buffer, handler));
        return this;
    }

    private void count(Buffer buffer, Handler<Buffer> handler) {
        boolean within = left >= 0;
        left -= buffer.length();
        if (left >= 0) {
            handler.handle(buffer);
        } else if (within && failed != null) {
            failed.handle(new Unread(ArmConventions.bodyTooLarge(limit)));
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        request.exceptionHandler(handler);
        if (handler != null) {
            BrokenInput.tell(request, () -> handler.handle(Unread.badChunks()));
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        request.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        request.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        request.fetch(amount);
        return this;
    }
}
