/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.runtime.VertxHttpBuildTimeConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.options.HttpServerOptionsUtils;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens the public ports, as {@code quarkus.http.*} and the TLS registry configure them, for {@link FrontDoor}. Not
 * Quarkus' own server ({@code quarkus.http.host-enabled=false}): that one answers what its parser refuses, or what is no
 * URI to it, by itself, with an empty body and without our headers, and takes no handler for it.
 */
@Singleton
class Door {
    private static final Logger LOG = Logger.getLogger(Door.class);

    /** What nobody has found a hole in: TLS 1.3, and of 1.2 the suites with forward secrecy and authenticated encryption. */
    static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final Vertx vertx;
    private final FrontDoor handler;
    private final Traffic traffic;
    private final TlsConfigurationRegistry certificates;
    private final VertxHttpConfig http;
    private final VertxHttpBuildTimeConfig build;
    private final ShutdownConfig shutdown;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<HttpServer> secure = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String opened;

    Door(
            Vertx vertx,
            FrontDoor handler,
            Traffic traffic,
            TlsConfigurationRegistry certificates,
            VertxHttpConfig http,
            VertxHttpBuildTimeConfig build,
            ShutdownConfig shutdown,
            MeterRegistry meters) {
        Gauge.builder("openpeering.gateway.connections", connections, AtomicInteger::get)
                .description("Connections of clients that are open")
                .register(meters);
        this.http = http;
        this.build = build;
        this.shutdown = shutdown;
        this.vertx = vertx;
        this.handler = handler;
        this.traffic = traffic;
        this.certificates = certificates;
    }

    void open(@Observes StartupEvent event) throws Exception {
        List<HttpServerOptions> ports = ports();
        int most = http.limits().maxConnections().orElse(Integer.MAX_VALUE);
        int loops = http.ioThreads().orElse(2 * Runtime.getRuntime().availableProcessors());
        opened = await(vertx.deployVerticle(() -> new Ports(ports, most), new DeploymentOptions().setInstances(loops)));
        for (HttpServerOptions port : ports) {
            LOG.infof("listening on %s:%d%s", port.getHost(), port.getPort(), port.isSsl() ? " (TLS)" : "");
        }
    }

    /** Requests under way end before the process does. */
    void close(@Observes ShutdownEvent event) throws Exception {
        traffic.drain(shutdown.timeout().orElse(Duration.ZERO));
        if (opened != null) {
            await(vertx.undeploy(opened));
        }
    }

    boolean isOpen() {
        return opened != null;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private List<HttpServerOptions> ports() {
        LaunchMode mode = LaunchMode.current();
        List<HttpServerOptions> ports = new ArrayList<>();
        if (http.insecureRequests().orElse(VertxHttpConfig.InsecureRequests.ENABLED)
                == VertxHttpConfig.InsecureRequests.ENABLED) {
            ports.add(options(http.determinePort(mode)));
        }
        certificate().ifPresent(certificate -> {
            HttpServerOptions options = options(http.determineSslPort(mode));
            HttpServerOptionsUtils.applyTlsConfigurationToHttpServerOptions(certificate, options);
            strict(options.setSsl(true).getSslOptions());
            if (OpenSSLEngineOptions.isAvailable()) {
                options.setSslEngineOptions(new OpenSSLEngineOptions());
            }
            ports.add(options.setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)));
        });
        if (ports.isEmpty()) {
            throw new ConfigurationException("no port is open: quarkus.http.insecure-requests is not 'enabled', and "
                    + "quarkus.http.tls-configuration-name names no key store");
        }
        return ports;
    }

    private Optional<TlsConfiguration> certificate() {
        if (http.ssl().certificate().keyStoreFile().isPresent()
                || http.ssl().certificate().files().isPresent()) {
            throw new ConfigurationException("quarkus.http.ssl.certificate is not read: name a key store of the TLS "
                    + "registry with quarkus.http.tls-configuration-name");
        }
        return http.tlsConfigurationName()
                .map(name -> certificates
                        .get(name)
                        .orElseThrow(() -> new ConfigurationException("there is no quarkus.tls." + name)));
    }

    private HttpServerOptions options(int port) {
        HttpServerOptions options = new HttpServerOptions();
        HttpServerOptionsUtils.applyCommonOptions(options, build, http, List.of());
        // Of -1, all instances of the verticle take the same free port.
        return options.setPort(port == 0 ? -1 : port)
                .setIdleTimeout(Math.toIntExact(http.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private static SSLOptions strict(SSLOptions options) {
        options.getEnabledCipherSuites().clear();
        SUITES.forEach(options::addEnabledCipherSuite);
        return options.setUseAlpn(true).setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS));
    }

    /** A certificate is renewed without a restart, where the registry is told to look for it. */
    void renew(@Observes CertificateUpdatedEvent event) {
        if (http.tlsConfigurationName().filter(event.name()::equalsIgnoreCase).isPresent()) {
            secure.forEach(server -> server.updateSSLOptions(
                            strict(event.tlsConfiguration().getSSLOptions()))
                    .onFailure(failure -> LOG.errorf(failure, "the certificate was not renewed")));
        }
    }

    /** The ports' handlers on one event loop. */
    private final class Ports extends AbstractVerticle {
        private final List<HttpServerOptions> ports;
        private final int most;

        Ports(List<HttpServerOptions> ports, int most) {
            this.ports = ports;
            this.most = most;
        }

        @Override
        public void start(Promise<Void> started) {
            Future.all(ports.stream().map(this::listen).toList())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private Future<HttpServer> listen(HttpServerOptions port) {
            HttpServer server = vertx.createHttpServer(port);
            if (port.isSsl()) {
                secure.add(server);
            }
            return server.connectionHandler(this::accept)
                    .requestHandler(handler::receive)
                    .invalidRequestHandler(handler::unreadable)
                    .exceptionHandler(failure -> LOG.debugf("a connection failed: %s", failure.getMessage()))
                    .listen();
        }

        private void accept(HttpConnection connection) {
            HttpServerConnection accepted = (HttpServerConnection) connection;
            if (connections.incrementAndGet() > most) {
                connections.decrementAndGet();
                accepted.close();
                return;
            }
            var _ = accepted.channel().closeFuture().addListener(closed -> connections.decrementAndGet());
            if (accepted instanceof Http1xServerConnection) {
                accepted.channel().pipeline().addBefore("handler", "broken input", new BrokenInput());
                // Vert.x would answer to versions that it does not know by itself.
                accepted.handler(handler::receive);
            }
        }
    }
}
