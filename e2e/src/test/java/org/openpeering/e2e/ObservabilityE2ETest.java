/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.Events;
import org.openpeering.stack.demo.Onboarding;

/** What an operator sees of the running suite: health, metrics as documented, one trace through all of it. */
@WithStack
@Order(65)
class ObservabilityE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Path DOCUMENT = Path.of("..", "docs", "operations", "metrics.md");
    private static final List<String> SERVICES = List.of("gateway", "partner", "prefix", "insights");
    private static final Random RANDOM = new Random();

    private final StackUnderTest stack;

    ObservabilityE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    /** To write what is shown: {@code -Dmetrics.write=true}. */
    @Test
    @Order(2)
    void everyMetricIsDocumentedAndEveryDocumentedOneIsShown() throws IOException {
        // Meters of requests begin with the first one.
        stack.api().as("operator").get("/operator/routing/sessions").expect(200);
        Map<String, Exposition> shown = shown();
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(MetricsDocument.BEGIN) + MetricsDocument.BEGIN.length();
        int end = document.indexOf(MetricsDocument.END);
        String table = MetricsDocument.table(shown);
        if (Boolean.getBoolean("metrics.write")) {
            document = document.substring(0, begin) + table + document.substring(end);
            end = begin + table.length();
            Files.writeString(DOCUMENT, document);
        }
        assertThat(document.substring(begin, end)).isEqualTo(table);
        assertThat(table.lines().skip(2)).allSatisfy(row -> assertThat(row).doesNotEndWith("|  |"));
        document.substring(end).lines().filter(line -> line.startsWith("| `")).forEach(line -> platform(line, shown));
    }

    /** Of the platform only what dashboards and alerts ask for is documented. */
    private static void platform(String line, Map<String, Exposition> shown) {
        List<String> cells = List.of(line.replace("`", "").split("\\|", -1));
        String name = cells.get(1).strip();
        for (String service : cells.get(4).strip().split(", ", -1)) {
            Exposition.Family family = shown.get(service).families().get(name);
            assertThat(family).as(name + " of " + service).isNotNull();
            assertThat(family.type()).isEqualTo(cells.get(2).strip());
            assertThat(String.join(", ", family.labels()))
                    .isEqualTo(cells.get(3).strip());
        }
    }

    private Map<String, Exposition> shown() {
        Map<String, Exposition> shown = new TreeMap<>();
        SERVICES.forEach(service -> shown.put(service, Exposition.read(stack.metrics(service))));
        return shown;
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, started, door",
        "gateway, ready, oidc-discovery",
        "partner, started, database",
        "partner, ready, outbox",
        "partner, live, channels",
        "prefix, started, database",
        "prefix, ready, outbox",
        "prefix, live, channels",
        "insights, started, collector",
        "insights, ready, collector",
        "insights, started, database",
        "insights, ready, storage",
    })
    @Order(3)
    void healthSaysWhatItKnowsAndNoSecret(String service, String kind, String check) {
        JsonNode health = stack.health(service, kind);
        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.path("checks").findValuesAsText("name")).contains(check);
        assertThat(health.toString()).doesNotContainIgnoringCase("password").doesNotContain("postgresql:", "jdbc:");
    }

    @Test
    @Order(1)
    void oneTraceLeadsFromAPutToTheVerdictAndToTheEvent() {
        try (Carrier carrier = new Carrier(stack.api(), stack.bmp(), "trace", "Leipzig", 64506, 64507, 50)) {
            awaitFollowedUp(carrier.peering());
            carrier.announce("10.61.0.0/16");
            carrier.strangerAnnounces("10.61.5.0/24");
            String trace = id(16);
            put("partner", trace, Arm.registeredPrefix(carrier.peering(), "traced"), """
                            {"properties": {"prefix": "10.61.0.0/16"}}""");
            String customers = carrier.customerPrefix("traced", "10.61.0.0/16");
            Events.await(
                    stack.api().as("customer"),
                    customers,
                    LIMIT,
                    event -> Events.isSubPrefixHijack(event, "10.61.5.0/24"));
            String put = "gateway: PUT peerings/registeredPrefixes";
            String served = "prefix: PUT peerings/registeredPrefixes/write";
            List<String> queued = List.of(put, served, "prefix: follow up");
            List<String> sent = with(queued, "prefix: send monitored-prefixes");
            awaitPath(trace, with(sent, "insights: follow monitored-prefixes"));
            awaitPath(
                    trace,
                    with(
                            sent,
                            "insights: follow monitored-prefixes",
                            "insights: detect",
                            "prefix: read routing-events"));
            List<String> seen = with(
                    sent,
                    "insights: follow monitored-prefixes",
                    "insights: detect",
                    "prefix: read prefix-routes",
                    "prefix: follow up");
            awaitPath(trace, seen);
            // What both of them queued is one verdict when it was not judged in between.
            awaitOneOf(trace, List.of(with(queued, "prefix: validate"), with(seen, "prefix: validate")));
        }
    }

    /**
     * What the peering became is followed up. While it was not, that could be what says of a prefix just registered under it that
     * it is monitored, and the registration's own trace would rightly end where there is nothing more to say.
     */
    private void awaitFollowedUp(String peering) {
        await("the peering is known to be Active, and nothing of it is to be done")
                .atMost(LIMIT)
                .until(() -> stack.query("prefix", """
                                select count(*) from replica
                                where topic = 'peerings' and message_key = lower('%s')
                                    and body -> 'connectionStates' <@ '["Active"]'
                                    and not exists (select from due_change where priority < 2)""".formatted(peering)).equals(List.of("1")));
    }

    @Test
    @Order(1)
    void oneTraceLeadsFromTheOwnerToTheReader() {
        String trace = id(16);
        new Onboarding(stack.api()).metro("Leipzig", "DE", 51.34, 12.37);
        put("operator", trace, "/operator/catalogue/providers/Traced", """
                {"asns": [64506], "peeringLocations": ["Leipzig"]}""");
        awaitPath(
                trace,
                List.of(
                        "gateway: PUT operator",
                        "partner: PUT operator/provider/write",
                        "partner: send providers",
                        "prefix: read providers"));
    }

    /** What no caller asks to be traced, while the gateway itself traces nothing. */
    @Test
    @Order(1)
    void whatIsNotTracedLeavesNoSpan() {
        String trace = id(16);
        assertThat(stack.api()
                        .send(stack.api()
                                .as("operator")
                                .request("/operator/catalogue/providers")
                                .header("traceparent", "00-" + trace + "-" + id(8) + "-00")
                                .GET()
                                .build())
                        .status())
                .isEqualTo(200);
        String traced = id(16);
        get(traced);
        await().atMost(LIMIT).until(() -> stack.traces().of(traced).size() == 2);
        assertThat(stack.traces().of(trace)).isEmpty();
    }

    private void get(String trace) {
        stack.api()
                .send(stack.api()
                        .as("operator")
                        .request("/operator/catalogue/providers")
                        .header("traceparent", "00-" + trace + "-" + id(8) + "-01")
                        .GET()
                        .build())
                .expect(200);
    }

    private void put(String user, String trace, String id, String body) {
        String path = id.startsWith("/operator/") ? id : Arm.versioned(id);
        Answer answer = stack.api()
                .send(stack.api()
                        .as(user)
                        .request(path)
                        .header("traceparent", "00-" + trace + "-" + id(8) + "-01")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build());
        answer.expect(200, 201);
    }

    private void awaitPath(String trace, List<String> path) {
        awaitOneOf(trace, List.of(path));
    }

    private void awaitOneOf(String trace, List<List<String>> paths) {
        await("a span at the end of one of " + paths)
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(stack.traces().of(trace).stream().map(stack.traces()::path))
                                .containsAnyElementsOf(paths));
    }

    private static List<String> with(List<String> path, String... more) {
        return java.util.stream.Stream.concat(path.stream(), java.util.stream.Stream.of(more))
                .toList();
    }

    private static String id(int bytes) {
        byte[] id = new byte[bytes];
        RANDOM.nextBytes(id);
        id[0] = 1;
        return HexFormat.of().formatHex(id);
    }
}
