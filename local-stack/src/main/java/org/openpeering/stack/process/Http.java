/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Small requests to servers on this machine. */
public final class Http {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;

    private Http() {}

    /** Whether a GET is answered with 200; no answer is a no. */
    public static boolean isOk(URI uri) {
        try {
            return send(HttpRequest.newBuilder(uri)).statusCode() == OK;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What a GET is answered with when the status is this one; no answer, or another: empty. */
    public static Optional<String> bodyOf(URI uri, int status) {
        try {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(uri));
            return answer.statusCode() == status ? Optional.of(answer.body()) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    public static String get(URI uri) {
        return send(HttpRequest.newBuilder(uri)).body();
    }

    /** Posts the encoded form and gives back the body of the answer, whatever its status. */
    public static String postForm(URI uri, String form) {
        return send(HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            return client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("Interrupted").initCause(e);
        }
    }
}
