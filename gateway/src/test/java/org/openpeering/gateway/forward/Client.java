/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls the gateway under test. */
final class Client {
    static final String ARM = "/subscriptions/" + Bearer.SUBSCRIPTION + "/providers/Microsoft.Peering/";
    static final String GROUP =
            "/subscriptions/" + Bearer.SUBSCRIPTION + "/resourceGroups/rg/providers/Microsoft.Peering/";
    static final String VERSION = "?api-version=2021-06-01";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Client() {}

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    static HttpResponse<String> get(String token, String target) {
        return send("GET", token, target, BodyPublishers.noBody());
    }

    static HttpResponse<String> send(String method, String token, String target, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(HTTP, request);
    }

    static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonObject error(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getJsonObject("error");
    }

    static JsonObject echo(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    /** Sends bytes as they are and reads until the gateway closes; the request has to ask for that. */
    static String raw(String request) {
        try (Socket socket = open(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer as it came: the status, and the body in the one shape, with the headers that every answer has. */
    static void assertRefused(String answer, int status, String code) {
        assertThat(answer)
                .matches("(?s)HTTP/1\\.\\d " + status + " .*")
                .containsIgnoringCase("\r\ncontent-type: application/json; charset=utf-8\r\n")
                .containsIgnoringCase("\r\nx-ms-request-id: ")
                .containsIgnoringCase("\r\nstrict-transport-security: max-age=31536000")
                .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n");
        JsonObject error = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4)).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("message")).isNotBlank();
    }

    static Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Reads until the text has come. */
    static String readUntil(InputStream in, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended before '" + text + "': " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }
}
