/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Server-sent events (WHATWG HTML, section 9.2), read by a thread of its own. */
public final class EventStream implements AutoCloseable {
    /**
     * An event as it came.
     *
     * @param nanos {@link System#nanoTime} when it was complete
     */
    public record Event(String id, JsonNode data, long nanos) {}

    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    public EventStream(ApiClient.User user, String path, Map<String, String> headers) {
        HttpResponse<InputStream> response = user.stream(path, headers);
        if (response.statusCode() != 200) {
            throw new DemoFailure("The stream answers " + response.statusCode());
        }
        body = response.body();
        Thread.ofVirtual().name("events").start(this::read);
    }

    /** The next event that is wanted; the others before it are dropped. */
    public Event await(Predicate<JsonNode> wanted, long limitSeconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
        while (true) {
            Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new DemoFailure("No such event within " + limitSeconds + " s");
            }
            if (wanted.test(event.data())) {
                return event;
            }
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            StringBuilder data = new StringBuilder();
            String id = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(id, Json.parse(data.toString()), System.nanoTime()));
                    data.setLength(0);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                }
            }
        } catch (IOException e) {
            System.getLogger("events").log(System.Logger.Level.DEBUG, "the stream has ended", e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            System.getLogger("events").log(System.Logger.Level.DEBUG, "close", e);
        }
    }
}
