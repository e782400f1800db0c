/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request of HTTP/2 (RFC 9113) on a connection of its own: header lists may hold what no library sends. The answer's
 * header list is read as far as servers write it who may keep no table: indexed names of the static table and texts
 * without Huffman's code, which Netty uses from 512 octets on.
 */
final class Http2 {
    static final String VERSION = "HTTP/2";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    /** More than that may not be sent before the server says so. */
    static final int WINDOW = 65_535;

    private static final int FRAME = 16_000;
    /** Of RFC 7541, appendix A: what an answer may name by number. */
    private static final List<Integer> STATUSES = List.of(200, 204, 206, 304, 400, 404, 500);

    private static final Map<Integer, String> NAMES = Map.of(
            8,
            ":status",
            24,
            "cache-control",
            28,
            "content-length",
            31,
            "content-type",
            34,
            "etag",
            53,
            "retry-after",
            61,
            "www-authenticate");

    private Http2() {}

    static Reply exchange(Socket socket, Request request) throws IOException {
        long begin = System.nanoTime();
        OutputStream out = socket.getOutputStream();
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        // No table of headers (setting 1), and windows that no answer fills: of streams (setting 4), of the connection.
        first.writeBytes(frame(SETTINGS, 0, 0, new byte[] {0, 1, 0, 0, 0, 0, 0, 4, 0x7f, -1, -1, -1}));
        first.writeBytes(frame(WINDOW_UPDATE, 0, 0, new byte[] {0x7f, -1, 0, 0}));
        byte[] body = request.body() == null ? new byte[0] : request.body().getBytes(StandardCharsets.ISO_8859_1);
        first.writeBytes(headerFrames(list(request), body.length == 0));
        for (int at = 0; at < body.length; at += FRAME) {
            int size = Math.min(FRAME, body.length - at);
            byte[] part = Arrays.copyOfRange(body, at, at + size);
            first.writeBytes(frame(DATA, at + size == body.length ? END_STREAM : 0, 1, part));
        }
        out.write(first.toByteArray());
        out.flush();
        return answer(socket, request, begin);
    }

    private static byte[] headerFrames(byte[] list, boolean last) {
        int end = last ? END_STREAM : 0;
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int at = 0; at == 0 || at < list.length; at += FRAME) {
            int size = Math.min(FRAME, list.length - at);
            int flags = (at == 0 ? end : 0) | (at + size == list.length ? END_HEADERS : 0);
            frames.writeBytes(
                    frame(at == 0 ? HEADERS : CONTINUATION, flags, 1, Arrays.copyOfRange(list, at, at + size)));
        }
        return frames.toByteArray();
    }

    private static byte[] list(Request request) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        literal(list, ":method", request.start().method());
        literal(list, ":scheme", "https");
        literal(list, ":authority", host(request));
        literal(list, ":path", request.start().target());
        request.headers().stream()
                .filter(each -> !each.name().equalsIgnoreCase("Host"))
                .forEach(each -> literal(list, each.name().toLowerCase(Locale.ROOT), each.value()));
        return list.toByteArray();
    }

    private static String host(Request request) {
        return request.headers().stream()
                .filter(each -> each.name().equalsIgnoreCase("Host"))
                .map(Request.Header::value)
                .findFirst()
                .orElse("localhost");
    }

    private static void literal(ByteArrayOutputStream list, String name, String value) {
        list.write(0);
        text(list, name);
        text(list, value);
    }

    private static void text(ByteArrayOutputStream list, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = octets.length;
        if (length < 127) {
            list.write(length);
        } else {
            list.write(127);
            int rest = length - 127;
            for (; rest >= 128; rest >>= 7) {
                list.write((rest & 127) | 128);
            }
            list.write(rest);
        }
        list.writeBytes(octets);
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags
        });
        frame.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static Reply answer(Socket socket, Request request, long begin) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Map<String, String> headers = new HashMap<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean ended = false;
        while (!ended) {
            long left = Wire.LIMIT_MILLIS - (System.nanoTime() - begin) / 1_000_000;
            socket.setSoTimeout((int) Math.max(1, left));
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (payload.length < length) {
                throw new EOFException("closed within a frame");
            }
            switch (type) {
                case DATA -> body.writeBytes(payload);
                case HEADERS ->
                    read((flags & PRIORITY) == 0 ? payload : Arrays.copyOfRange(payload, 5, length), headers);
                case SETTINGS, PING -> {
                    if ((flags & ACK) == 0) {
                        socket.getOutputStream().write(frame(type, ACK, 0, type == PING ? payload : new byte[0]));
                    }
                }
                case RST_STREAM -> throw new IOException("the stream was reset, code " + payload[3]);
                case GOAWAY -> throw new IOException("the server goes away, code " + payload[7]);
                default -> {}
            }
            boolean stream = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
            ended = type <= HEADERS && ((flags & END_STREAM) != 0 || stream);
        }
        int status = Integer.parseInt(headers.getOrDefault(":status", "0"));
        if (request.start().method().equals("HEAD") && body.size() > 0) {
            throw new IOException("an answer to HEAD with a body");
        }
        return new Reply(
                status, headers, body.toString(StandardCharsets.UTF_8), (System.nanoTime() - begin) / 1_000_000, true);
    }

    private static void read(byte[] list, Map<String, String> headers) {
        int[] at = {0};
        while (at[0] < list.length) {
            int first = list[at[0]] & 255;
            if (first >= 128) {
                int index = number(list, at, 7);
                if (index >= 8 && index < 8 + STATUSES.size()) {
                    headers.put(":status", STATUSES.get(index - 8).toString());
                }
            } else if (first >= 32 && first < 64) {
                number(list, at, 5);
            } else {
                int index = number(list, at, first >= 64 ? 6 : 4);
                String name = index == 0 ? text(list, at) : NAMES.getOrDefault(index, "#" + index);
                // The seven entries that have a status share the name.
                headers.put(index >= 8 && index <= 14 ? ":status" : name, text(list, at));
            }
        }
    }

    private static int number(byte[] list, int[] at, int bits) {
        int full = (1 << bits) - 1;
        int value = list[at[0]++] & full;
        if (value == full) {
            int shift = 0;
            int next;
            do {
                next = list[at[0]++] & 255;
                value += (next & 127) << shift;
                shift += 7;
            } while (next >= 128);
        }
        return value;
    }

    private static String text(byte[] list, int[] at) {
        boolean huffman = (list[at[0]] & 128) != 0;
        int length = number(list, at, 7);
        String text = huffman ? "(coded)" : new String(list, at[0], length, StandardCharsets.ISO_8859_1);
        at[0] += length;
        return text;
    }
}
