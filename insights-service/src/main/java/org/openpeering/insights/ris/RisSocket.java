/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server. Frames arrive on the event loop, which puts whole messages into the ring and never waits;
 * a message that finds no room, or is too large, is dropped and told to the listener.
 */
final class RisSocket implements AutoCloseable {
    private final ClientWebSocket socket;
    private final FrameRing ring;
    private final int largest;
    private final Listener listener;
    private volatile boolean open;
    private volatile long heard = System.nanoTime();
    private volatile String end = "closed by the server";
    private @Nullable Buffer pending;
    private boolean skipping;

    /** Called on the event loop. */
    interface Listener {
        void dropped(RisCount why);
    }

    private RisSocket(ClientWebSocket socket, FrameRing ring, int largest, Listener listener) {
        this.socket = socket;
        this.ring = ring;
        this.largest = largest;
        this.listener = listener;
    }

    /** Connects, or fails within that time. */
    static RisSocket open(
            WebSocketClient client,
            WebSocketConnectOptions where,
            Duration patience,
            FrameRing ring,
            int largest,
            Listener listener)
            throws IOException, InterruptedException {
        RisSocket made = new RisSocket(client.webSocket(), ring, largest, listener);
        // Before there is a connection: no frame comes too early.
        made.socket.frameHandler(made::frame);
        made.socket.exceptionHandler(failure -> made.end = words(failure));
        made.socket.closeHandler(nothing -> made.closed());
        try {
            made.open = true;
            made.socket
                    .connect(where)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return made;
        } catch (ExecutionException e) {
            throw new IOException(words(e.getCause() == null ? e : e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + patience.toSeconds() + " s", e);
        }
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private void closed() {
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        if (code != null && code != 1000) {
            end = "closed with status " + code + (reason == null || reason.isEmpty() ? "" : ": " + reason);
        }
        open = false;
        ring.wake();
    }

    private void frame(WebSocketFrame frame) {
        heard = System.nanoTime();
        if (frame.isText() || frame.isBinary()) {
            pending = null;
            skipping = false;
        } else if (!frame.isContinuation()) {
            return;
        }
        if (skipping) {
            return;
        }
        Buffer part = frame.binaryData();
        Buffer before = pending;
        if (part.length() + (before == null ? 0 : before.length()) > largest) {
            pending = null;
            skipping = true;
            listener.dropped(RisCount.MESSAGES_DROPPED_TOO_LARGE);
            return;
        }
        Buffer message =
                before == null && frame.isFinal() ? part : gathered(before).appendBuffer(part);
        pending = frame.isFinal() ? null : message;
        if (frame.isFinal() && !ring.offer(message.getBytes())) {
            listener.dropped(RisCount.MESSAGES_DROPPED_RING_FULL);
        }
    }

    private static Buffer gathered(@Nullable Buffer before) {
        return before == null ? Buffer.buffer() : before;
    }

    boolean isOpen() {
        return open;
    }

    /** Nothing at all, not even an answer to a ping, has come since. */
    Duration silent() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    /** Why it ended. */
    String end() {
        return end;
    }

    void send(String message) {
        var _ = socket.writeTextMessage(message);
    }

    boolean congested() {
        return socket.writeQueueFull();
    }

    @Override
    public void close() {
        var _ = socket.close();
    }
}
