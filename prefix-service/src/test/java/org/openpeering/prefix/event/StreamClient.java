/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Api.prefix;

import io.restassured.RestAssured;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openpeering.prefix.testing.Api;

/** Reads a stream, of prefix p of service s unless said otherwise, on a thread of its own. */
public final class StreamClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** @param lastEventId null: from now on */
    StreamClient(Api api, String lastEventId) throws Exception {
        this(api, prefix("s", "p") + "/events/stream", lastEventId);
    }

    /** Of another stream. */
    public StreamClient(Api api, String path, String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(api, path))
                .header("Authorization", "Bearer " + api.token())
                .header("Accept", "text/event-stream")
                .timeout(LIMIT);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        thread = Thread.ofVirtual().start(() -> {
            try (Scanner scanner = new Scanner(answer.body(), StandardCharsets.UTF_8)) {
                while (scanner.hasNextLine()) {
                    lines.add(scanner.nextLine());
                }
            }
        });
    }

    static URI uri(Api api) {
        return uri(api, prefix("s", "p") + "/events/stream");
    }

    private static URI uri(Api api, String path) {
        return URI.create(RestAssured.baseURI + ":" + RestAssured.port
                + api.url(path + (path.contains("?") ? "&" : "?") + "api-version=2022-10-01"));
    }

    List<String> lines() {
        return lines;
    }

    public boolean connected() {
        return lines.stream().anyMatch(line -> line.startsWith(":"));
    }

    /** Of events, and not of signs of life. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        String id = "";
        boolean data = false;
        for (String line : lines) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data = true;
            } else if (line.isEmpty()) {
                if (data && !id.isEmpty()) {
                    ids.add(id);
                }
                id = "";
                data = false;
            }
        }
        return ids;
    }

    /** From where an event source would resume; empty: it has no id yet. */
    String resumesFrom() {
        return lines.stream()
                .filter(line -> line.startsWith("id:"))
                .reduce("", (_, line) -> line.substring(3).strip());
    }

    /** What events are called. */
    List<String> names() {
        return lines.stream()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring(6).strip())
                .toList();
    }

    public List<String> data() {
        return lines.stream().filter(line -> line.startsWith("data:")).toList();
    }

    boolean ended() {
        return !thread.isAlive();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
