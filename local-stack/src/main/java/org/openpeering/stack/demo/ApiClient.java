/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A client of the public API that trusts the stack's own certificate authority and acts as one of its users or agents, each
 * of which has its name as password.
 */
public final class ApiClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration RENEW_BEFORE_END = Duration.ofSeconds(60);

    private final URI gateway;
    private final URI realm;
    private final HttpClient http;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String text, Instant end) {}

    /**
     * @param gateway scheme, host and port
     * @param realm the issuer, whose token endpoint is at {@code protocol/openid-connect/token} below it
     * @param caFile PEM
     */
    public ApiClient(URI gateway, URI realm, Path caFile) {
        this.gateway = gateway;
        this.realm = realm;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(caFile))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    public User as(String name) {
        return new User(name);
    }

    /** A request without a token. */
    public Answer anonymous(String method, String path) {
        return send(HttpRequest.newBuilder(gateway.resolve(path))
                .method(method, BodyPublishers.noBody())
                .timeout(LIMIT)
                .build());
    }

    /** A request as it is; nothing is added but the trust in the certificate. */
    public Answer send(HttpRequest request) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        String what = request.method() + " " + request.uri().getRawPath();
        return Answer.of(what, response.statusCode(), response.headers(), response.body());
    }

    /** The access token of a user, renewed before it ends: once, however many requests find that it is time. */
    public synchronized String token(String user) {
        Token known = tokens.get(user);
        if (known == null || Instant.now().plus(RENEW_BEFORE_END).isAfter(known.end())) {
            known = login(user);
            tokens.put(user, known);
        }
        return known.text();
    }

    private Token login(String user) {
        String form = user.startsWith("agent")
                ? "grant_type=client_credentials&client_id=" + user + "&client_secret=" + user
                : "grant_type=password&client_id=openpeering-cli&username=" + user + "&password=" + user;
        Answer answer = send(HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .timeout(LIMIT)
                        .build())
                .expect(200);
        Instant end = Instant.now().plusSeconds(answer.json().path("expires_in").asLong());
        return new Token(answer.at("/access_token"), end);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new DemoFailure(request.method() + " " + request.uri() + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(request.method() + " " + request.uri() + " was interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** TLS with whom the certificate authority in the PEM file has signed, and nobody else. */
    public static SSLContext trusting(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + number++, each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new DemoFailure("Cannot trust the certificate authority in " + caFile, e);
        }
    }

    /** One user's view of the API. */
    public final class User {
        private final String name;

        private User(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        public Answer get(String path) {
            return send(request(path).GET().build());
        }

        public Answer put(String path, String json) {
            return withBody("PUT", path, json);
        }

        public Answer patch(String path, String json) {
            return withBody("PATCH", path, json);
        }

        public Answer post(String path, String json) {
            return withBody("POST", path, json);
        }

        public Answer delete(String path) {
            return send(request(path).DELETE().build());
        }

        /** An answer that goes on: server-sent events. */
        public HttpResponse<InputStream> stream(String path, Map<String, String> headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                    .header("Authorization", "Bearer " + token(name))
                    .header("Accept", "text/event-stream");
            headers.forEach(request::setHeader);
            return exchange(request.GET().build(), BodyHandlers.ofInputStream());
        }

        /** A request to be completed, with this user's token. */
        public HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(gateway.resolve(path))
                    .header("Authorization", "Bearer " + token(name))
                    .header("Accept", "application/json")
                    .timeout(LIMIT);
        }

        private Answer withBody(String method, String path, String json) {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json))
                    .build());
        }
    }
}
