/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTP/1.1 and HTTP/2 over TLS by hand: it sends what a client library would refuse to. Not thread-safe. */
final class Wire implements AutoCloseable {
    /** So long an answer may take. */
    static final int LIMIT_MILLIS = 5_000;

    private final SSLContext tls;
    private final URI gateway;
    private SSLSocket kept;
    private InputStream in;
    private long deadline;

    Wire(SSLContext tls, URI gateway) {
        this.tls = tls;
        this.gateway = gateway;
    }

    /** @throws IOException when no answer came within the limit, or what came is none */
    Reply send(Request request) throws IOException {
        return request.start().version().equals(Http2.VERSION) ? overHttp2(request) : overHttp1(request);
    }

    private Reply overHttp2(Request request) throws IOException {
        try (SSLSocket socket = connect("h2")) {
            return Http2.exchange(socket, request);
        }
    }

    private Reply overHttp1(Request request) throws IOException {
        boolean fresh = kept == null || !request.plain();
        try {
            return exchange(request, fresh);
        } catch (IOException e) {
            if (fresh || e instanceof SocketTimeoutException) {
                throw e;
            }
            // The server may close an idle connection whenever it likes.
            return exchange(request, true);
        }
    }

    private Reply exchange(Request request, boolean fresh) throws IOException {
        if (fresh) {
            close();
            kept = connect("http/1.1");
            in = new BufferedInputStream(kept.getInputStream());
        }
        boolean keep = false;
        try {
            long begin = System.nanoTime();
            deadline = begin + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
            IOException broken = write(request);
            Reply reply = read(request, begin, broken);
            keep = request.plain() && !reply.closes();
            return reply;
        } finally {
            if (!keep) {
                close();
            }
        }
    }

    private IOException write(Request request) {
        try {
            OutputStream out = kept.getOutputStream();
            out.write(request.octets());
            out.flush();
            return null;
        } catch (IOException e) {
            // It may have answered before it had read everything.
            return e;
        }
    }

    private Reply read(Request request, long begin, IOException broken) throws IOException {
        try {
            String status = line();
            while (status.startsWith("HTTP/1.1 1")) {
                headers();
                status = line();
            }
            if (!status.matches("HTTP/1\\.[01] [2-5][0-9][0-9]( .*)?")) {
                throw new IOException("not the begin of an answer: " + Request.escaped(status, 200));
            }
            int code = Integer.parseInt(status.substring(9, 12));
            Map<String, String> headers = headers();
            boolean stream = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
            String body = stream ? "" : body(request, code, headers);
            boolean closes = stream || headers.getOrDefault("connection", "").equalsIgnoreCase("close");
            return new Reply(code, headers, body, (System.nanoTime() - begin) / 1_000_000, closes);
        } catch (IOException e) {
            if (broken != null) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    private String body(Request request, int status, Map<String, String> headers) throws IOException {
        if (request.start().method().equals("HEAD") || status == 204 || status == 304) {
            return "";
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            for (int size = chunk(); size > 0; size = chunk()) {
                body.writeBytes(octets(size));
                line();
            }
            line();
        } else if (headers.containsKey("content-length")) {
            body.writeBytes(octets(Integer.parseInt(headers.get("content-length"))));
        } else {
            for (int next = octet(); next >= 0; next = octet()) {
                body.write(next);
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunk() throws IOException {
        String size = line();
        try {
            return Integer.parseInt(size.split(";", -1)[0].strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("not the size of a chunk: " + Request.escaped(size, 80), e);
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + Request.escaped(line, 80));
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
        return headers;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = octet(); next != '\n'; next = octet()) {
            if (next < 0) {
                throw new EOFException("closed after " + (line.isEmpty() ? "nothing" : "'" + line + "'"));
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private byte[] octets(int count) throws IOException {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            int next = octet();
            if (next < 0) {
                throw new EOFException("closed after " + i + " of " + count + " octets of the body");
            }
            octets[i] = (byte) next;
        }
        return octets;
    }

    private int octet() throws IOException {
        if (in.available() == 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            kept.setSoTimeout((int) Math.max(1, left));
        }
        return in.read();
    }

    private SSLSocket connect(String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(gateway.getHost(), gateway.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.startHandshake();
        return socket;
    }

    @Override
    public void close() throws IOException {
        if (kept != null) {
            SSLSocket last = kept;
            kept = null;
            try {
                last.close();
            } catch (IOException e) {
                System.getLogger("fuzz").log(System.Logger.Level.DEBUG, "close", e);
            }
        }
    }
}
