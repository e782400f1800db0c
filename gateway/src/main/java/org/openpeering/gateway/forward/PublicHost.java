/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;

/**
 * Scheme, host and port by which the client called, from which services build nextLink.
 *
 * @param authority host, with the port unless it is the scheme's own
 */
record PublicHost(String scheme, String authority, int port) {
    /** What to do with a request by the host that it names. */
    sealed interface Answer {}

    record Known(PublicHost host) implements Answer {}

    record Refused(ApiError error) implements Answer {}

    /**
     * Which hosts count. The configured one, whatever a client says; where none is configured, that of the request, if it
     * is one of those that this machine is known by: links would lead a client to wherever its Host header was made up,
     * and a cache or a proxy in between could be fed with it. Production does not start without one.
     */
    record Rule(Optional<PublicHost> configured, Set<String> known) {
        static Rule of(GatewayConfig config) {
            return new Rule(config.publicUrl().map(PublicHost::of), config.hosts());
        }

        Answer of(HttpServerRequest request) {
            if (configured.isPresent()) {
                return new Known(configured.get());
            }
            Optional<PublicHost> named = PublicHost.of(request);
            if (named.isEmpty()) {
                return new Refused(
                        ApiError.at(ErrorCode.BAD_REQUEST, "Host", "The Host header is missing or not a host."));
            }
            return known.contains(request.authority().host().toLowerCase(Locale.ROOT))
                    ? new Known(named.get())
                    : new Refused(ApiError.at(
                            ErrorCode.MISDIRECTED_REQUEST,
                            "Host",
                            "The gateway is not known by the name of the Host header."));
        }
    }

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

    static PublicHost of(URI url) {
        String host = url.getHost();
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || host == null) {
            throw new IllegalArgumentException("openpeering.gateway.public-url is not an http(s) URL: " + url);
        }
        return of(url.getScheme(), host, url.getPort());
    }

    private static PublicHost of(String scheme, String host, int port) {
        int usual = scheme.equals("https") ? 443 : 80;
        boolean own = port < 0 || port == usual;
        return new PublicHost(scheme, own ? host : host + ":" + port, own ? usual : port);
    }

    /** What the request says; empty when its host is missing or is none. */
    static Optional<PublicHost> of(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null || !HOST.matcher(authority.host()).matches() || authority.port() > 0xffff) {
            return Optional.empty();
        }
        return Optional.of(of(request.isSSL() ? "https" : "http", authority.host(), authority.port()));
    }

    /** Sets {@code X-Forwarded-*} and {@code Forwarded} (RFC 7239) on a request to a service. */
    void tell(MultiMap headers, @Nullable SocketAddress client) {
        String address = client == null || client.hostAddress() == null ? "unknown" : client.hostAddress();
        headers.set("X-Forwarded-Proto", scheme);
        headers.set("X-Forwarded-Host", authority);
        headers.set("X-Forwarded-Port", Integer.toString(port));
        headers.set("X-Forwarded-For", address);
        String node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
        headers.set("Forwarded", "for=" + node + ";host=\"" + authority + "\";proto=" + scheme);
    }
}
