/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.egress.Reply.Answered;
import org.openpeering.prefix.egress.Reply.Failed;

/**
 * One request and its answer. It ends by itself: with the answer's end, when the answer is longer than anybody reads, or when the
 * time is over; then a status that has come by counts all the same, and the connection is closed. What comes later changes nothing.
 */
final class Exchange {
    /** So much of an answer is read, to use the connection again; nothing of it is kept. */
    private static final int READ_BYTES = 16 << 10;

    private static final int LONGEST_WAIT_HOURS = 1;

    private final Promise<Reply> reply = Promise.promise();
    private final AtomicReference<@Nullable HttpClientRequest> request = new AtomicReference<>();
    private final AtomicReference<@Nullable Answered> status = new AtomicReference<>();
    private final AtomicInteger read = new AtomicInteger();

    Exchange(Vertx vertx, Duration timeout) {
        long timer = vertx.setTimer(
                timeout.toMillis(),
                _ -> close(new Failed("There was no answer within " + Outbound.seconds(timeout) + ".")));
        reply.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    Future<Reply> reply() {
        return reply.future();
    }

    void send(HttpClientRequest opened, Buffer body) {
        request.set(opened);
        opened.exceptionHandler(this::failed);
        // Else Vert.x would log what the receiver has sent in place of HTTP.
        opened.connection().exceptionHandler(this::failed);
        if (reply.future().isComplete()) {
            opened.reset();
            return;
        }
        opened.send(body).onSuccess(this::answered).onFailure(this::failed);
    }

    private void answered(HttpClientResponse response) {
        Answered came = new Answered(response.statusCode(), wait(response.getHeader("Retry-After")));
        status.set(came);
        try {
            response.exceptionHandler(this::failed);
            response.endHandler(_ -> reply.tryComplete(came));
            response.handler(part -> {
                if (read.addAndGet(part.length()) > READ_BYTES) {
                    close(came);
                }
            });
            response.resume();
        } catch (IllegalStateException e) {
            // A short answer may have ended on its connection's thread before anybody listened on ours.
            reply.tryComplete(came);
        }
    }

    /** Dates are not read: who wants to be left alone says for how long. */
    private static @Nullable Duration wait(@Nullable String header) {
        boolean seconds = header != null && header.matches("\\d{1,9}");
        Duration most = Duration.ofHours(LONGEST_WAIT_HOURS);
        Duration asked = seconds ? Duration.ofSeconds(Long.parseLong(header)) : null;
        return asked == null || asked.compareTo(most) < 0 ? asked : most;
    }

    void failed(Throwable failure) {
        close(new Failed(Reasons.of(failure)));
    }

    private void close(Reply otherwise) {
        Answered came = status.get();
        if (reply.tryComplete(came == null ? otherwise : came)) {
            HttpClientRequest opened = request.get();
            if (opened != null) {
                opened.reset();
            }
        }
    }
}
