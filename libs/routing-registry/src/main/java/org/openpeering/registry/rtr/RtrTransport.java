/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a connection to a cache, over TCP or over TLS (RFC 8210 section 9.2): 1.3, or 1.2 with AEAD, the cache's
 * name in the certificate's subjectAltName.
 *
 * <p>Over TCP a read has the limit that was set for it. Over TLS that limit is for each piece of a record, so a record
 * that drips in would pass it; there a watch ends the connection when a read or the handshake has taken longer.
 */
final class RtrTransport implements AutoCloseable {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final Duration LOOK = Duration.ofMillis(500);

    private final RtrSettings settings;
    private final Socket tcp = new Socket();
    private Socket stream = tcp;
    /** On {@link System#nanoTime()}: until when a step has to be done; null: none is under way. */
    private volatile @Nullable Long deadline;

    RtrTransport(RtrSettings settings) {
        this.settings = settings;
    }

    void open() throws IOException {
        int patience = (int) settings.connectTimeout().toMillis();
        tcp.connect(new InetSocketAddress(settings.host(), settings.port()), patience);
        tcp.setTcpNoDelay(true);
        tcp.setKeepAlive(true);
        Supplier<SSLContext> tls = settings.tls();
        if (tls != null) {
            Thread.ofVirtual().name("rtr-watch-" + settings.host()).start(this::watch);
            stream = secured(tls.get(), patience);
        }
    }

    private Socket secured(SSLContext context, int patience) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(tcp, settings.host(), settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        // "HTTPS" is Java's word for comparing the name with the certificate.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(Stream.of(parameters.getCipherSuites())
                .filter(suite -> suite.contains("_GCM_") || suite.contains("CHACHA20"))
                .toArray(String[]::new));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(patience);
        within(patience);
        socket.startHandshake();
        deadline = null;
        named(socket.getSession());
        return socket;
    }

    /** Java would also accept a common name, which the RFC does not. */
    private static void named(SSLSession session) throws SSLPeerUnverifiedException {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    && certificate.getSubjectAlternativeNames() != null) {
                return;
            }
        } catch (CertificateParsingException e) {
            // No name that can be read is no name.
        }
        throw new SSLPeerUnverifiedException("the cache's certificate has no subjectAltName");
    }

    InputStream in() throws IOException {
        InputStream in = stream.getInputStream();
        return settings.tls() == null ? in : new Watched(in);
    }

    OutputStream out() throws IOException {
        return stream.getOutputStream();
    }

    /** How long the next read may take. */
    void limit(int millis) throws IOException {
        stream.setSoTimeout(millis);
    }

    private void within(int millis) {
        deadline = System.nanoTime() + Duration.ofMillis(millis).plus(LOOK).toNanos();
    }

    /** Until the connection ends. */
    private void watch() {
        try {
            while (!tcp.isClosed()) {
                Long due = deadline;
                if (due != null && due - System.nanoTime() < 0) {
                    close();
                }
                Thread.sleep(LOOK);
            }
        } catch (IOException | InterruptedException e) {
            // Closed, or as good as that.
        }
    }

    /** Ends the connection below TLS, which would first write to the cache. */
    @Override
    public void close() throws IOException {
        tcp.close();
    }

    /** A read that the watch ends when it takes too long. */
    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            within(stream.getSoTimeout());
            try {
                return super.read(bytes, from, length);
            } finally {
                deadline = null;
            }
        }
    }
}
