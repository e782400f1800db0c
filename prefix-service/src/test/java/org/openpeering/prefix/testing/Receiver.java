/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.openpeering.stack.server.CertificateAuthority;

/** A server of somebody who has webhooks: keeps what it is sent, and answers as it is told. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile ToIntFunction<Got> answer = _ -> 200;
    private volatile boolean hanging;

    /** @param headers by their names in lower case */
    public record Got(String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private Receiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    /** The authority that the service under test believes. */
    static CertificateAuthority authority() {
        CertificateAuthority authority = new CertificateAuthority(Path.of("target", "receivers"));
        authority.ensure();
        return authority;
    }

    /** With a certificate for localhost. */
    public static Receiver tls() throws IOException, GeneralSecurityException {
        CertificateAuthority authority = authority();
        char[] password = authority.password().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(authority.serverKeyStore())) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Receiver(server, "https");
    }

    public static Receiver plain() throws IOException {
        return new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http");
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return scheme + "://localhost:" + port() + path;
    }

    public List<Got> got() {
        return List.copyOf(got);
    }

    /** The status of each answer from now on; a redirect leads back here. */
    public void answers(ToIntFunction<Got> status) {
        answer = status;
    }

    /** From now on it takes what comes and does not answer. */
    public void hangs() {
        hanging = true;
    }

    private void receive(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Got one = new Got(
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        got.add(one);
        try {
            if (hanging) {
                closing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int status = answer.applyAsInt(one);
        if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", url("/elsewhere"));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
