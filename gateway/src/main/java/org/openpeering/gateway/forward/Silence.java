/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.TimeUnit;

/**
 * Takes the place of what tells Vert.x that a client's connection is idle, which closes it whether or not a request is
 * under way: says nothing while uploads that have come wait for their answers. On the connection's event loop.
 */
final class Silence extends IdleStateHandler {
    private int excused;

    private Silence(IdleStateHandler usual) {
        super(
                usual.getReaderIdleTimeInMillis(),
                usual.getWriterIdleTimeInMillis(),
                usual.getAllIdleTimeInMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * The connection may be silent from now on.
     *
     * @return what ends that; may be run again
     */
    static Runnable excuse(HttpConnection connection) {
        ChannelPipeline pipeline = ((HttpServerConnection) connection).channel().pipeline();
        return switch (pipeline.get(IdleStateHandler.class)) {
            case null -> () -> {};
            case Silence known -> known.excuse();
            case IdleStateHandler usual -> {
                Silence silence = new Silence(usual);
                var _ = pipeline.replace(usual, "idle", silence);
                yield silence.excuse();
            }
        };
    }

    private Runnable excuse() {
        excused++;
        return new Runnable() {
            private boolean over;

            @Override
            public void run() {
                if (!over) {
                    over = true;
                    excused--;
                }
            }
        };
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) throws Exception {
        if (excused == 0) {
            super.channelIdle(context, event);
        }
    }
}
