/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.document;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.gateway.arm.UnreadBody;

/**
 * {@code /openapi}: to a browser the page, to all others the document of {@code docs/api}, which names the provider that
 * tokens are of. The page loads nothing but its own three parts.
 */
@Singleton
public class ApiDocument {
    private static final String PLACEHOLDER = "https://issuer.example";
    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence ONLY_OURS = HttpHeaders.createOptimized(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'");

    /** What is sent. */
    public record Part(CharSequence type, Buffer content) {
        public void send(HttpServerRequest request) {
            HttpServerResponse response = request.response();
            response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .putHeader(POLICY, ONLY_OURS);
            if (request.method().name().equals("HEAD")) {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()))
                        .end();
            } else {
                response.end(content);
            }
            UnreadBody.discard(request);
        }
    }

    private final TenantConfigBean tenants;
    private final Part page = part("text/html", text("page.html"));
    private final Map<String, Part> parts = Map.of(
            "openapi.js", part("text/javascript", text("page.js")), "openapi.css", part("text/css", text("page.css")));
    private volatile @Nullable Part named;

    ApiDocument(TenantConfigBean tenants) {
        this.tenants = tenants;
    }

    private static Part part(String type, String text) {
        return new Part(HttpHeaders.createOptimized(type + "; charset=utf-8"), Buffer.buffer(text));
    }

    /** The provider says by itself what it is called outside, as soon as it was reached. */
    private Part document() {
        Part known = named;
        if (known == null) {
            TenantConfigContext provider = tenants.getDefaultTenant();
            String issuer = provider.ready() ? provider.getOidcMetadata().getIssuer() : null;
            known = part(
                    "application/json",
                    text("openapi.json").replace(PLACEHOLDER, issuer == null ? PLACEHOLDER : issuer));
            named = issuer == null ? null : known;
        }
        return known;
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream("/openapi/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands at a path, if that is one of ours. */
    public Optional<Part> at(List<String> segments, @Nullable String accept) {
        if (segments.size() != 1) {
            return Optional.empty();
        }
        return switch (segments.getFirst()) {
            case "openapi" -> Optional.of(accept != null && accept.contains("text/html") ? page : document());
            case "openapi.json" -> Optional.of(document());
            default -> Optional.ofNullable(parts.get(segments.getFirst()));
        };
    }
}
