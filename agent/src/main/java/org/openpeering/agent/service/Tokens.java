/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.agent.config.AgentConfig;

/** An access token by client credentials (RFC 6749 section 4.4), made anew before it runs out. */
public final class Tokens {
    private static final JsonFactory JSON = new JsonFactory();
    /** A token that is nearly over could be over when it arrives. */
    private static final long MARGIN_SECONDS = 20;

    private static final long LONGEST_SECONDS = 86_400;

    private final Https https;
    private final AgentConfig config;
    private final LongSupplier nanos;
    private @Nullable URI endpoint;
    private @Nullable String token;
    private long until;

    public Tokens(Https https, AgentConfig config) {
        this(https, config, System::nanoTime);
    }

    Tokens(Https https, AgentConfig config, LongSupplier nanos) {
        this.https = https;
        this.config = config;
        this.nanos = nanos;
    }

    synchronized String get() throws IOException {
        String known = token;
        if (known != null && nanos.getAsLong() - until < 0) {
            return known;
        }
        Map<String, String> answer = text(https.send(new Https.Request(
                "POST",
                endpoint(),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form().getBytes(StandardCharsets.US_ASCII))));
        String made = answer.get("access_token");
        if (made == null) {
            throw new IOException("the identity provider's answer has no access_token");
        }
        long seconds = Math.clamp(number(answer.get("expires_in")) - MARGIN_SECONDS, 1, LONGEST_SECONDS);
        token = made;
        until = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
        return made;
    }

    /** The service has refused it. */
    synchronized void forget() {
        token = null;
    }

    private String form() {
        return "grant_type=client_credentials&client_id=" + encoded(config.clientId()) + "&client_secret="
                + encoded(config.clientSecret().value());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private URI endpoint() throws IOException {
        URI known = endpoint;
        if (known != null) {
            return known;
        }
        URI discovery = URI.create(config.issuer() + "/.well-known/openid-configuration");
        String said = text(https.send(new Https.Request("GET", discovery, Map.of("Accept", "application/json"), null)))
                .get("token_endpoint");
        if (said == null) {
            throw new IOException(discovery + " names no token_endpoint");
        }
        URI found = URI.create(said);
        // The secret goes there: it has to be as safe as what was configured.
        if (!"https".equals(found.getScheme()) && !config.issuer().getScheme().equals(found.getScheme())) {
            throw new IOException("the token endpoint " + found + " is not https");
        }
        endpoint = found;
        return found;
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 60;
    }

    /** The scalar members of the answer. */
    private static Map<String, String> text(Https.Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("the identity provider answered " + answer.status());
        }
        Map<String, String> members = new HashMap<>();
        try (JsonParser in = JSON.createParser(answer.body())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the identity provider's answer is no JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (in.nextToken().isScalarValue()) {
                    members.put(name, in.getText());
                } else {
                    in.skipChildren();
                }
            }
        }
        return members;
    }
}
