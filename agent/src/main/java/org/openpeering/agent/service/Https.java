/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Requests to the service and to the identity provider: no redirects, every answer bounded in bytes and in time. */
public final class Https {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;
    private static final int LONGEST_ANSWER = 8 << 20;

    private final @Nullable SSLSocketFactory trust;

    /** @param caFile certificates to trust besides the system's; null: none */
    public Https(@Nullable Path caFile) throws IOException {
        this.trust = caFile == null ? null : trusting(caFile);
    }

    /**
     * @param body null: there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {}

    /**
     * @param etag null: there is none
     * @param retryAfter seconds; -1: it says nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, byte[] body, @Nullable String etag, long retryAfter) {}

    Answer send(Request request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection();
        if (trust != null && connection instanceof HttpsURLConnection secured) {
            secured.setSSLSocketFactory(trust);
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setUseCaches(false);
        connection.setRequestMethod(request.method());
        request.headers().forEach(connection::setRequestProperty);
        byte[] body = request.body();
        if (body != null) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        int status = connection.getResponseCode();
        return new Answer(
                status,
                read(status >= 400 ? connection.getErrorStream() : connection.getInputStream()),
                connection.getHeaderField("ETag"),
                seconds(connection.getHeaderField("Retry-After")));
    }

    private static byte[] read(@Nullable InputStream in) throws IOException {
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            byte[] bytes = in.readNBytes(LONGEST_ANSWER);
            if (in.read() >= 0) {
                throw new IOException("an answer is longer than " + LONGEST_ANSWER + " bytes");
            }
            return bytes;
        }
    }

    private static long seconds(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,6}") ? Long.parseLong(header) : -1;
    }

    private static SSLSocketFactory trusting(Path caFile) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            List<Certificate> all = new ArrayList<>(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(caFile))));
            all.addAll(List.of(system()));
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("ca-" + i, all.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), new SecureRandom());
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(caFile + " has no certificates that can be read: " + e.getMessage(), e);
        }
    }

    private static Certificate[] system() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                return known.getAcceptedIssuers();
            }
        }
        return new Certificate[0];
    }
}
