/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.agent.config.AgentConfig;

/** The two operations of the API that are an agent's. */
public final class Telemetry {
    private static final JsonFactory JSON = new JsonFactory();

    private final Https https;
    private final Tokens tokens;
    private final URI tests;
    private final URI samples;
    private final String version;
    private @Nullable String etag;

    public Telemetry(Https https, Tokens tokens, AgentConfig config, String version) {
        this.https = https;
        this.tokens = tokens;
        this.tests = URI.create(config.gateway() + "/telemetry/tests");
        this.samples = URI.create(config.gateway() + "/telemetry/samples");
        this.version = version;
    }

    /** What became of a request. */
    public sealed interface Outcome {
        /** @param tests null: as they were */
        record Tests(@Nullable TestList tests) implements Outcome {}

        /** @param refused how many by code; they are not to be sent again */
        record Taken(long accepted, Map<String, Integer> refused) implements Outcome {}

        /** @param seconds when to come back; -1: it does not say */
        record Later(long seconds, String reason) implements Outcome {}

        /** The service can never take this body. */
        record Never(String reason) implements Outcome {}
    }

    /** Asked by one thread at a time. */
    public Outcome tests() throws IOException {
        Map<String, String> headers = new HashMap<>();
        if (etag != null) {
            headers.put("If-None-Match", etag);
        }
        Https.Answer answer = send("GET", tests, headers, null);
        if (answer.status() == 304) {
            return new Outcome.Tests(null);
        }
        if (answer.status() != 200) {
            return later(answer);
        }
        TestList list = TestList.read(answer.body());
        etag = answer.etag();
        return new Outcome.Tests(list);
    }

    /** Returns when the service has them all, or has said why not. */
    public Outcome send(List<byte[]> batch, long dropped) throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Content-Encoding", "gzip");
        Https.Answer answer = send("POST", samples, headers, SampleWriter.batch(version, dropped, batch));
        return switch (answer.status()) {
            case 200 -> taken(answer.body());
            case 400, 413, 415, 422 -> new Outcome.Never("the service answered " + answer.status());
            default -> later(answer);
        };
    }

    private static Outcome later(Https.Answer answer) {
        return new Outcome.Later(answer.retryAfter(), "the service answered " + answer.status());
    }

    private Https.Answer send(String method, URI uri, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "openpeering-agent/" + version);
        headers.put("Authorization", "Bearer " + tokens.get());
        Https.Answer answer = https.send(new Https.Request(method, uri, headers, body));
        if (answer.status() != 401) {
            return answer;
        }
        tokens.forget();
        headers.put("Authorization", "Bearer " + tokens.get());
        return https.send(new Https.Request(method, uri, headers, body));
    }

    private static Outcome taken(byte[] body) throws IOException {
        long accepted = 0;
        Map<String, Integer> refused = new TreeMap<>();
        try (JsonParser in = JSON.createParser(body)) {
            JsonToken token = in.nextToken();
            while (token != null) {
                if (token == JsonToken.FIELD_NAME && in.currentName().equals("accepted")) {
                    in.nextToken();
                    accepted = in.getValueAsLong();
                } else if (token == JsonToken.FIELD_NAME && in.currentName().equals("code")) {
                    in.nextToken();
                    refused.merge(in.getValueAsString("?"), 1, Integer::sum);
                }
                token = in.nextToken();
            }
        }
        return new Outcome.Taken(accepted, refused);
    }
}
