/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Vert.x in an HTTP/1.1 connection, and sees to it that what can't be parsed gets an answer, too.
 *
 * <ul>
 *   <li>Vert.x answers in the version that was asked in, whatever that is: others than 1.0 and 1.1 become an unreadable head.
 *   <li>It hangs up, without a word, on a body whose chunks are none: that is told to whoever reads the body.
 *   <li>A connection that is closed while there is something unread is reset, and the client may lose the answer: what still
 *       comes is read and thrown away for a moment.
 * </ul>
 */
final class BrokenInput extends ChannelDuplexHandler {
    private static final long LINGER_MILLIS = 1_000;

    private boolean broken;
    private boolean badBody;
    private @Nullable Runnable reader;

    /**
     * Whoever reads the whole body of the request is told when that can not be. On the connection's event loop.
     *
     * @param reader what is run then, or at once
     */
    static void tell(HttpServerRequest request, Runnable reader) {
        if (request.connection() instanceof Http1xServerConnection connection) {
            BrokenInput input = connection.channel().pipeline().get(BrokenInput.class);
            if (input != null) {
                input.reader = reader;
                if (input.badBody) {
                    reader.run();
                }
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (broken) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest head) {
            reader = null;
            known(head);
            broken = head.decoderResult().isFailure();
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            broken = true;
            badBody = true;
            ReferenceCountUtil.release(message);
            if (reader != null) {
                reader.run();
            }
            return;
        }
        context.fireChannelRead(message);
    }

    private static void known(HttpRequest head) {
        HttpVersion version = head.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_0) && !version.equals(HttpVersion.HTTP_1_1)) {
            head.setProtocolVersion(HttpVersion.HTTP_1_1);
            if (head.decoderResult().isSuccess()) {
                head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("unknown version")));
            }
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        Runnable closing = () -> {
            var _ = context.close(promise);
        };
        if (broken) {
            context.channel().config().setAutoRead(true);
            var _ = context.executor().schedule(closing, LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            closing.run();
        }
    }
}
