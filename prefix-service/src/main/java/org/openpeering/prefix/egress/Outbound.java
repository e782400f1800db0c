/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openpeering.contract.net.AddressRule;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.text.Prose;
import org.openpeering.kit.dns.Resolver;

/**
 * Sends to where a customer says, and to nowhere else: the name is resolved once, all its addresses are checked, and the
 * connection is made to one of those that were checked, while Host, SNI and the certificate are the name's. {@code
 * OutboundTest}.
 */
@ApplicationScoped
public class Outbound {
    private static final int CONNECTIONS_OF_ADDRESS = 64;
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final String TLS_KEY = "openpeering.egress.tls-configuration-name";

    private final Vertx vertx;
    private final Resolver resolver;
    private final EgressConfig config;
    private final AddressRule rule;
    private final HttpClient client;

    /**
     * What is sent.
     *
     * @param attempt counts from 1: of several addresses each gets its turn
     */
    public record Message(Endpoint endpoint, Map<String, String> headers, String body, int attempt) {}

    Outbound(Vertx vertx, Resolver resolver, EgressConfig config, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.config = config;
        this.rule = new AddressRule(config.allowLoopback());
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setMaxPoolSize(CONNECTIONS_OF_ADDRESS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setVerifyHost(true)
                // How we trace is no business of strangers.
                .setTracingPolicy(TracingPolicy.IGNORE);
        config.tlsConfigurationName()
                .map(name -> trusted(tls, name))
                .ifPresent(found -> options.setTrustOptions(found.getTrustStoreOptions()));
        this.client = vertx.createHttpClient(options);
    }

    private static TlsConfiguration trusted(TlsConfigurationRegistry tls, String name) {
        return tls.get(name)
                .orElseThrow(() -> new ConfigurationException(TLS_KEY + ": there is no quarkus.tls." + name));
    }

    /** What URLs have to keep here. */
    public Endpoint.Rules rules() {
        return new Endpoint.Rules(config.allowLoopback(), config.ports());
    }

    /** Whether it may be reached now: fails with {@link Unreachable}. Goes on where it was asked. */
    public Uni<Void> check(Endpoint endpoint) {
        Context caller = vertx.getOrCreateContext();
        return Uni.createFrom()
                .completionStage(() -> addresses(endpoint).toCompletionStage())
                .emitOn(command -> caller.runOnContext(_ -> command.run()))
                .replaceWithVoid();
    }

    private Future<List<IpAddress>> addresses(Endpoint endpoint) {
        return endpoint.literal()
                .map(address -> Future.succeededFuture(List.of(address)))
                .orElseGet(() -> resolver.resolve(endpoint.host())
                        .recover(_ -> Future.failedFuture(new Unreachable(
                                "The host '" + endpoint.host() + "' has no address: name one that DNS knows."))))
                .map(found -> allowed(endpoint, found));
    }

    /**
     * One that is forbidden spoils all: who has such among them chooses by the moment. Where a name leads is not told: our name
     * servers may know more than the caller's.
     */
    private List<IpAddress> allowed(Endpoint endpoint, List<IpAddress> found) {
        for (IpAddress address : found) {
            rule.refusal(address).ifPresent(block -> {
                throw new Unreachable("The host '" + endpoint.host()
                        + (endpoint.literal().isPresent() ? "' is" : "' leads to") + " no public address (" + block
                        + "), and only public addresses may be named.");
            });
        }
        return found;
    }

    /** Never fails, and ends in time. */
    public Future<Reply> post(Message message) {
        Exchange exchange = new Exchange(vertx, config.timeout());
        addresses(message.endpoint())
                .compose(addresses -> client.request(
                        options(message, addresses.get(Math.floorMod(message.attempt() - 1, addresses.size())))))
                .onSuccess(request -> exchange.send(request, Buffer.buffer(message.body())))
                .onFailure(exchange::failed);
        return exchange.reply();
    }

    private static RequestOptions options(Message message, IpAddress address) {
        Endpoint endpoint = message.endpoint();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), address.toString()))
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.tls())
                .setURI(endpoint.path())
                .setFollowRedirects(false)
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(message.headers()));
    }

    /** For people who set it: seconds. */
    static String seconds(Duration time) {
        return Prose.count(time.toSeconds(), "second");
    }
}
