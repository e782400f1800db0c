/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openpeering.kit.testing.document.Committed;
import org.openpeering.kit.testing.document.Promises;

/** What every answer keeps, whatever was asked: the rules here, and what the API document says, strictly. */
final class Verdict {
    private static final Pattern INSIDES = Pattern.compile(
            "Exception|org\\.openpeering|at java\\.|io\\.vertx|io\\.netty|com\\.fasterxml|hibernate|jakarta\\.|RESTEASY|postgres",
            Pattern.CASE_INSENSITIVE);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Promises PROMISES = new Promises(Committed.read("openapi.json"));

    private Verdict() {}

    /** What is wrong with it, each in words that are the same for the same fault. */
    static List<String> of(Request request, Reply reply) {
        List<String> wrong = new ArrayList<>();
        int status = reply.status();
        if (status >= 500) {
            wrong.add("status " + status);
        }
        if (status / 100 == 3 && status != 304) {
            wrong.add("redirected by " + status);
        }
        if (reply.header("x-ms-request-id").isEmpty()) {
            wrong.add("no request id, status " + status);
        }
        if (!reply.header("x-content-type-options").equals("nosniff")) {
            wrong.add("no security headers, status " + status);
        }
        if ((status == 429 || status == 503) && !reply.header("retry-after").matches("[1-9][0-9]*")) {
            wrong.add("no Retry-After, status " + status);
        }
        if (status >= 400 && !request.start().method().equals("HEAD")) {
            body(reply, wrong);
        }
        if (wrong.isEmpty()) {
            wrong.addAll(broken(request, reply));
        }
        return wrong;
    }

    private static List<String> broken(Request request, Reply reply) {
        String path = request.start().target().split("\\?", -1)[0];
        Promises.Answer answer = new Promises.Answer(
                reply.status(),
                reply.header("content-type"),
                !reply.header("etag").isEmpty(),
                reply.body());
        return PROMISES.broken(request.start().method(), path, answer);
    }

    private static void body(Reply reply, List<String> wrong) {
        String status = ", status " + reply.status();
        if (reply.body().isBlank()) {
            wrong.add("empty error body" + status);
            return;
        }
        JsonNode error = parsed(reply.body()).path("error");
        boolean arm = error.path("code").asText().matches("[A-Z][A-Za-z]+")
                && !error.path("message").asText().isBlank();
        if (!arm || !reply.header("content-type").startsWith("application/json")) {
            wrong.add("foreign error body" + status);
        }
        if (INSIDES.matcher(reply.body()).find()) {
            wrong.add("a word of our insides" + status);
        }
    }

    static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
