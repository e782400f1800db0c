/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class RequestWatchTest {
    private static final int MANY = 40;

    @Inject
    MeterRegistry meters;

    private final List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();
    private final Logger log = Logger.getLogger(WatchedResource.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            ExtLogRecord copy = ExtLogRecord.wrap(line);
            copy.copyMdc();
            lines.add(copy);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        log.addHandler(handler);
    }

    @AfterEach
    void stop() {
        log.removeHandler(handler);
    }

    /** Many at once, so that one's fields would be another's if they were the thread's. */
    @Test
    void everyLineSaysForWhichRequestItIsWhereverItsChainGoesOn() {
        String token = Tokens.of("reader", "/subscriptions/watched/Reader");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY; i++) {
                String name = "name-" + i;
                threads.execute(() -> given().auth()
                        .oauth2(token)
                        .header("x-ms-correlation-request-id", "correlation-" + name)
                        .get("/watched/watched/" + name + "?secret=query")
                        .then()
                        .statusCode(200));
            }
        }
        assertThat(lines).hasSize(2 * MANY);
        assertThat(lines).allSatisfy(line -> {
            String name = parsed(line).path("message").asText().replaceAll(".*: ", "");
            assertThat(line.getMdcCopy())
                    .containsEntry("resource", "/watched/watched/" + name)
                    .containsEntry("correlation", "correlation-" + name)
                    .containsEntry("subscription", "watched")
                    .containsEntry("operation", "peerings/read");
        });
        assertThat(lines.stream().map(RequestWatchTest::json))
                .allSatisfy(line -> assertThat(line).contains("\"mdc\":{").doesNotContain(token, "secret"));
    }

    private static String json(ExtLogRecord line) {
        return new JsonFormatter().format(line);
    }

    private static JsonNode parsed(ExtLogRecord line) {
        try {
            return new ObjectMapper().readTree(json(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLineIsOneObject() {
        given().auth()
                .oauth2(Tokens.of("reader", "/subscriptions/watched/Reader"))
                .get("/watched/watched/one")
                .then()
                .statusCode(200);
        JsonNode line = parsed(lines.getFirst());
        assertThat(line.path("message").asText()).isEqualTo("after the statement: one");
        assertThat(line.path("mdc").path("operation").asText()).isEqualTo("peerings/read");
    }

    @Test
    void timesRequestsByOperationAndStatus() {
        double before = count("peerings/read", "403");
        given().auth()
                .oauth2(Tokens.of("stranger", "/subscriptions/other/Reader"))
                .get("/watched/watched/one")
                .then()
                .statusCode(403);
        eventually(
                Duration.ofSeconds(10),
                () -> assertThat(count("peerings/read", "403")).isEqualTo(before + 1));
    }

    @Test
    void whatNoResourceAnswersHasNoOperationAndNoPath() {
        double before = count("none", "404");
        given().get("/named-by-a-client").then().statusCode(404);
        eventually(
                Duration.ofSeconds(10), () -> assertThat(count("none", "404")).isEqualTo(before + 1));
        assertThat(given().get("/q/metrics").asString()).doesNotContain("named-by-a-client");
    }

    private double count(String operation, String status) {
        Timer timer = meters.find("openpeering.http.requests")
                .tags("operation", operation, "status", status)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @ParameterizedTest
    @CsvSource({"prod, true", "local, false", "test, false"})
    void productionLogsObjectsAndOthersLines(String profile, boolean json) throws IOException {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withProfile(profile)
                .withSources(new PropertiesConfigSource(settings()))
                .build();
        assertThat(config.getValue("quarkus.log.console.json.enabled", Boolean.class))
                .isEqualTo(json);
    }

    /** Of the kit's own jar, among others of the name. */
    private static URL settings() throws IOException {
        return OperationFilter.class
                .getClassLoader()
                .resources("META-INF/microprofile-config.properties")
                .filter(url -> url.getPath().contains("kit-http"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void operationsAreNamedByPermissionOrByTheOperatorsResource() throws NoSuchMethodException {
        assertThat(OperationFilter.operation(
                        WatchedResource.class, WatchedResource.class.getMethod("read", String.class, String.class)))
                .isEqualTo("peerings/read");
        assertThat(OperationFilter.operation(Map.class, Map.class.getMethod("size")))
                .isEqualTo("other/map/write");
    }
}
