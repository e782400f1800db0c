/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Takes spans by OTLP over HTTP, on loopback, and keeps them: as much of the protocol's messages as tests ask for. */
final class TraceReceiver implements AutoCloseable {
    /**
     * A span.
     *
     * @param parent its parent's id, empty at the trace's beginning
     */
    record Span(String service, String trace, String id, String parent, String name) {
        String label() {
            return service + ": " + name;
        }
    }

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    TraceReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** From a span to where its trace began, as labels; the trace's own parent, which the client made, is left out. */
    List<String> path(Span span) {
        List<String> labels = new ArrayList<>();
        Optional<Span> next = Optional.of(span);
        while (next.isPresent()) {
            Span current = next.get();
            labels.add(current.label());
            next = of(span.trace()).stream()
                    .filter(one -> one.id().equals(current.parent()))
                    .findFirst();
        }
        return labels.reversed();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            fields(ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()), (number, value) -> resourceSpans(value));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void resourceSpans(ByteBuffer message) {
        List<Span> found = new ArrayList<>();
        String[] service = {""};
        fields(message, (number, value) -> {
            if (number == 1) {
                fields(value, (_, attribute) -> service(attribute, service));
            } else if (number == 2) {
                fields(value, (scoped, span) -> {
                    if (scoped == 2) {
                        found.add(span(span));
                    }
                });
            }
        });
        found.forEach(span -> spans.add(new Span(service[0], span.trace(), span.id(), span.parent(), span.name())));
    }

    private static void service(ByteBuffer attribute, String[] service) {
        String[] pair = {"", ""};
        fields(attribute, (number, value) -> {
            if (number == 1) {
                pair[0] = text(value);
            } else {
                fields(value, (kind, text) -> pair[1] = kind == 1 ? text(text) : "");
            }
        });
        if (pair[0].equals("service.name")) {
            service[0] = pair[1];
        }
    }

    private static Span span(ByteBuffer message) {
        String[] parts = {"", "", "", ""};
        fields(message, (number, value) -> {
            switch (number) {
                case 1 -> parts[0] = hex(value);
                case 2 -> parts[1] = hex(value);
                case 4 -> parts[2] = hex(value);
                case 5 -> parts[3] = text(value);
                default -> {}
            }
        });
        return new Span("", parts[0], parts[1], parts[2], parts[3]);
    }

    /** The fields of a message that have a length; numbers are passed over. */
    private static void fields(ByteBuffer message, BiConsumer<Integer, ByteBuffer> field) {
        while (message.hasRemaining()) {
            long tag = varint(message);
            switch ((int) tag & 7) {
                case 0 -> varint(message);
                case 1 -> message.position(message.position() + Long.BYTES);
                case 2 -> {
                    int length = (int) varint(message);
                    field.accept((int) (tag >>> 3), message.slice(message.position(), length));
                    message.position(message.position() + length);
                }
                case 5 -> message.position(message.position() + Integer.BYTES);
                default -> throw new IllegalArgumentException("wire type of tag " + tag);
            }
        }
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer value) {
        return new String(bytes(value), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String hex(ByteBuffer value) {
        return HexFormat.of().formatHex(bytes(value));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
