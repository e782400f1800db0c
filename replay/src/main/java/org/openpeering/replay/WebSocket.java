/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's end of one WebSocket (RFC 6455), for texts; one thread reads, any number write. */
final class WebSocket implements Closeable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int GOING_AWAY = 1001;
    /** Clients only subscribe. */
    private static final int LONGEST = 1 << 20;

    private static final int LONGEST_HEAD = 8 << 10;
    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private WebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64 << 10));
    }

    /** @throws IOException when the client does not ask for one, which it is told */
    static WebSocket accept(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        WebSocket opened = new WebSocket(socket);
        String key = opened.key();
        if (key == null) {
            opened.out.write("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(US_ASCII));
            opened.out.flush();
            throw new IOException("no WebSocket was asked for");
        }
        opened.out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n")
                .getBytes(US_ASCII));
        opened.out.flush();
        return opened;
    }

    /** Of the request's head. */
    private @Nullable String key() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            if (head.size() > LONGEST_HEAD) {
                throw new IOException("a request of more than " + LONGEST_HEAD + " bytes");
            }
            head.write(in.readUnsignedByte());
        }
        return head.toString(ISO_8859_1)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next text; null when the client is done. */
    @Nullable
    String read() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = payload(LONGEST - text.size());
            int code = first & 0x0F;
            if (code == CLOSE) {
                return null;
            }
            if (code == PING) {
                write(PONG, payload);
            } else if (code <= TEXT) {
                text.write(payload);
                if ((first & FINAL) != 0) {
                    flush();
                    return text.toString(UTF_8);
                }
            }
        }
    }

    private byte[] payload(int most) throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        if ((second & MASKED) == 0 || length < 0 || length > most) {
            throw new IOException("a frame that is not masked, or of " + length + " bytes");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        if (mask.length < 4 || payload.length < length) {
            throw new IOException("cut off inside of a frame");
        }
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    void write(String text) throws IOException {
        write(TEXT, text.getBytes(UTF_8));
    }

    private synchronized void write(int code, byte[] payload) throws IOException {
        out.writeByte(FINAL | code);
        if (payload.length < 126) {
            out.writeByte(payload.length);
        } else if (payload.length <= 0xFFFF) {
            out.writeByte(126);
            out.writeShort(payload.length);
        } else {
            out.writeByte(127);
            out.writeLong(payload.length);
        }
        out.write(payload);
    }

    synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            write(CLOSE, new byte[] {(byte) (GOING_AWAY >>> 8), (byte) GOING_AWAY});
            flush();
        }
    }
}
