/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts can be answered by what services show, fire and stay quiet as they should, and have their pages. */
class MonitoringTest {
    private static final Path MONITORING = Tree.ROOT.resolve("components/monitoring");
    private static final Path RULES = MONITORING.resolve("openpeering-prometheusrule.yaml");
    private static final Path UNIT_TESTS = Tree.ROOT.resolve("src/test/promtool/alerts_test.yaml");
    private static final Path RUNBOOKS = Tree.ROOT.resolveSibling("docs/operations/runbooks");

    private final MetricsDocument metrics = MetricsDocument.read();

    private static Map<String, JsonNode> alerts() {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (JsonNode group : Tree.objects(RULES).getFirst().path("spec").path("groups")) {
            group.path("rules").forEach(rule -> alerts.put(rule.path("alert").asText(), rule));
        }
        return alerts;
    }

    @Test
    void promtoolAcceptsTheRulesAndTheirTests() throws Exception {
        assertThat(promtool(Files.readString(RULES))).isEmpty();
    }

    /** Each of these is a rule that says nothing any more, or too much. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max by (job) (openpeering_outbox_age_seconds) > 6000000",
                "max by (job) (openpeering_outbox_age_seconds) > 1",
                "max by (job (openpeering_outbox_age_seconds) > 60",
            })
    void promtoolRefusesARuleThatIsWrong(String expression) throws Exception {
        String right = "max by (job) (openpeering_outbox_age_seconds) > 60";
        String rules = Files.readString(RULES);
        assertThat(rules).contains(right);
        assertThat(promtool(rules.replace(right, expression))).isNotEmpty();
    }

    /** What it says against the rules; empty: nothing. */
    private static String promtool(String rules) throws Exception {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        assumeTrue(there || System.getenv("CI") != null, "promtool is missing (Debian package prometheus)");
        Path folder = Files.createTempDirectory(Files.createDirectories(Tree.ROOT.resolve("target")), "promtool-");
        Path groups = folder.resolve("alerts.yaml");
        Tree.YAML.writeValue(groups.toFile(), Tree.YAML.readTree(rules).path("spec"));
        Path tests = folder.resolve("alerts_test.yaml");
        Files.writeString(tests, Files.readString(UNIT_TESTS).replace("../../../target/alerts.yaml", "alerts.yaml"));
        String said = run("promtool", "check", "rules", groups.toString());
        return said.isEmpty() ? run("promtool", "test", "rules", tests.toString()) : said;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "refused: " + said;
    }

    @Test
    void everyAlertIsTestedFiringAndNotFiring() {
        Map<String, List<Boolean>> tested = new TreeMap<>();
        for (JsonNode test : Tree.objects(UNIT_TESTS).getFirst().path("tests")) {
            for (JsonNode expected : test.path("alert_rule_test")) {
                tested.computeIfAbsent(expected.path("alertname").asText(), name -> new ArrayList<>())
                        .add(!expected.path("exp_alerts").isEmpty());
            }
        }
        assertThat(tested.keySet()).isEqualTo(alerts().keySet());
        assertThat(tested.values()).allSatisfy(kinds -> assertThat(kinds).contains(true, false));
    }

    @Test
    void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
        alerts().forEach((name, rule) -> {
            assertThat(rule.path("annotations").path("runbook_url").asText())
                    .isEqualTo("docs/operations/runbooks/" + name + ".md");
            assertThat(rule.path("labels").path("severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.path("annotations").path("summary").asText()).isNotEmpty();
        });
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", ""))
                            .filter(page -> !page.equals("README")))
                    .containsExactlyInAnyOrderElementsOf(alerts().keySet());
        }
        String list = Files.readString(RUNBOOKS.resolve("README.md"));
        for (Map.Entry<String, JsonNode> alert : alerts().entrySet()) {
            String page = Files.readString(RUNBOOKS.resolve(alert.getKey() + ".md"));
            assertThat(page).startsWith("# " + alert.getKey() + "\n");
            assertThat(page).contains("`" + alert.getValue().path("expr").asText() + "`");
            assertThat(list).contains("(" + alert.getKey() + ".md)");
        }
    }

    @Test
    void everyAlertAsksForWhatThereIs() {
        assertThat(alerts())
                .allSatisfy((name, rule) ->
                        assertThat(metrics.missing(rule.path("expr").asText())).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "partner-service", "prefix-service", "insights-service", "traffic", "platform"})
    void everyDashboardAsksForWhatThereIs(String name) throws IOException {
        JsonNode board = new ObjectMapper()
                .readTree(MONITORING.resolve("dashboards/" + name + ".json").toFile());
        assertThat(board.path("uid").asText()).isEqualTo("openpeering-" + name);
        assertThat(board.path("panels"))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.path("targets"))
                        .isNotEmpty()
                        .allSatisfy(target -> assertThat(
                                        metrics.missing(target.path("expr").asText()))
                                .isEmpty()));
    }

    @Test
    void theComponentHasEveryDashboardAndEveryObject() throws IOException {
        JsonNode component =
                Tree.objects(MONITORING.resolve("kustomization.yaml")).getFirst();
        List<String> generated = new ArrayList<>();
        component
                .path("configMapGenerator")
                .forEach(map -> map.path("files").forEach(file -> generated.add(file.asText())));
        List<String> resources = new ArrayList<>();
        component.path("resources").forEach(resource -> resources.add(resource.asText()));
        assertThat(generated).containsExactlyInAnyOrderElementsOf(names("dashboards", "dashboards/"));
        List<String> objects = new ArrayList<>(names(".", ""));
        objects.remove("kustomization.yaml");
        assertThat(resources).containsExactlyInAnyOrderElementsOf(objects);
    }

    private static List<String> names(String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(MONITORING.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> prefix + file.getFileName())
                    .toList();
        }
    }

    @Test
    void aQueryThatAsksForWhatThereIsNotIsFound() {
        assertThat(metrics.missing("sum by (job) (rate(openpeering_invented_total[5m]))"))
                .containsExactly("openpeering_invented_total");
        assertThat(metrics.missing("sum by (path) (openpeering_outbox_messages{colour=\"red\"})"))
                .containsExactlyInAnyOrder("openpeering_outbox_messages{path}", "openpeering_outbox_messages{colour}");
        assertThat(metrics.missing("openpeering_outbox_messages_bucket")).hasSize(1);
    }

    @Test
    void readsQueries() {
        assertThat(Query.of(
                                "histogram_quantile(0.99, sum by (le, op) (rate(a_bucket{s=~\"5..\", t!=\"x{y}\"}[5m]))) > 1"
                                        + " and max(b) offset 1h < 2")
                        .labels())
                .isEqualTo(
                        Map.of("a_bucket", java.util.Set.of("le", "op", "s", "t"), "b", java.util.Set.of("le", "op")));
    }
}
