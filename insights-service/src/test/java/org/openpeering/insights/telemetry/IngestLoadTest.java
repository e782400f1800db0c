/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.telemetry.Telemetry.agent;
import static org.openpeering.insights.telemetry.Telemetry.enlist;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/**
 * How many samples a second are taken, on the cores that are there, broker and database on them too: {@code mvn test -pl
 * insights-service -Dtest=IngestLoadTest -Dload=true}. Bodies are made before.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
@EnabledIfSystemProperty(named = "load", matches = "true")
class IngestLoadTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BATCH = 2000;
    private static final int BATCHES = 200;
    private static final int SENDERS = 8;

    @Test
    void samplesInASecond() throws InterruptedException, ExecutionException {
        Telemetry.network();
        eventually(
                LIMIT,
                () -> enlist("load", Map.of("site", "Frankfurt", "clientId", "load"))
                        .then()
                        .statusCode(Matchers.anyOf(Matchers.is(200), Matchers.is(201))));
        eventually(
                LIMIT,
                () -> agent("load")
                        .get("/telemetry/tests")
                        .then()
                        .statusCode(200)
                        .body("tests.id", Matchers.hasItem(Telemetry.TEST)));
        for (int round = 0; round < 3; round++) {
            List<byte[]> bodies = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                bodies.add(Telemetry.body(Telemetry.samples(BATCH)));
            }
            long bytes = bodies.stream().mapToLong(body -> body.length).sum();
            long begin = System.nanoTime();
            send(bodies);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "round %d: %,d samples in %.2f s: %,.0f samples/s (%d in a request, %.1f bytes each in gzip)%n",
                    round,
                    BATCH * BATCHES,
                    seconds,
                    BATCH * BATCHES / seconds,
                    BATCH,
                    (double) bytes / BATCHES / BATCH);
        }
    }

    private static void send(List<byte[]> bodies) throws InterruptedException, ExecutionException {
        String token = Tokens.of("load", "/agents");
        URI uri = URI.create("http://127.0.0.1:" + RestAssured.port + "/telemetry/samples");
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<Integer>> sent = new ArrayList<>();
            for (byte[] body : bodies) {
                sent.add(senders.submit(() -> post(http, uri, token, body)));
            }
            for (Future<Integer> each : sent) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
    }

    /** As an agent does: who is told to come later does. */
    private static int post(HttpClient http, URI uri, String token, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        while (status == 429) {
            Thread.sleep(5);
            status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
        return status;
    }
}
