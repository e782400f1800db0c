/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Speaks HTTP/2 without the checks that a client makes. */
final class Http2Client implements AutoCloseable {
    /** @param status 0: the stream was reset */
    record Answer(int status, Http2Headers headers, String body) {}

    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final Channel connection;

    Http2Client() throws InterruptedException {
        connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forClient()
                                        .validateHeaders(false)
                                        .initialSettings(Http2Settings.defaultSettings())
                                        .build())
                                .addLast(new Http2MultiplexHandler(new Sink()));
                    }
                })
                .connect("127.0.0.1", Client.port())
                .sync()
                .channel();
    }

    /** Sends a head that ends the request, and waits for the answer. */
    Answer send(String method, String path, Map<String, String> headers)
            throws InterruptedException, ExecutionException, TimeoutException {
        Sink sink = new Sink();
        Channel stream = new Http2StreamChannelBootstrap(connection)
                .handler(sink)
                .open()
                .sync()
                .getNow();
        Http2Headers head = new DefaultHttp2Headers(false).method(method).authority("a");
        if (path != null) {
            head.scheme("http").path(path);
        }
        headers.forEach(head::add);
        var _ = stream.writeAndFlush(new DefaultHttp2HeadersFrame(head, true));
        return sink.answer.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        var _ = connection.close();
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static final class Sink extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final StringBuilder body = new StringBuilder();
        private Http2Headers head = new DefaultHttp2Headers();

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            switch (frame) {
                case Http2HeadersFrame headers -> {
                    head = headers.headers();
                    end(headers.isEndStream());
                }
                case Http2DataFrame data -> {
                    ByteBuf content = data.content();
                    body.append(content.toString(StandardCharsets.UTF_8));
                    end(data.isEndStream());
                }
                default -> {}
            }
        }

        /** After a reset, too, which is no frame to the codec. */
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.complete(new Answer(0, head, body.toString()));
        }

        private void end(boolean last) {
            if (last) {
                answer.complete(new Answer(Integer.parseInt(head.status().toString()), head, body.toString()));
            }
        }
    }
}
