/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeTest {
    @Test
    void everyFileHoldsOneObjectAndIsUsed() {
        Set<Path> used = new java.util.TreeSet<>();
        Stream.of("base", "components", "overlays")
                .flatMap(folder -> Tree.files(folder).stream())
                .forEach(file -> {
                    assertThat(Tree.objects(file)).as(file.toString()).hasSize(1);
                    if (file.endsWith("kustomization.yaml")) {
                        used.add(file);
                        Tree.objects(file)
                                .getFirst()
                                .path("resources")
                                .forEach(resource -> used.add(
                                        file.resolveSibling(resource.asText()).normalize()));
                    }
                });
        assertThat(Stream.of("base", "components", "overlays").flatMap(folder -> Tree.files(folder).stream()))
                .isSubsetOf(used);
    }

    static Stream<Path> roots() {
        return Stream.concat(
                Stream.of("base", "overlays/dev", "overlays/prod").map(Tree.ROOT::resolve),
                Tree.folders("components").stream()
                        .map(component -> Tree.ROOT.resolve("components").resolve(component)));
    }

    @ParameterizedTest
    @MethodSource("roots")
    void rendersWhatTheRealOneDoes(Path folder) throws Exception {
        assumeThat(version()).as("kubectl with kustomize 5").matches("(?s).*Kustomize Version: v5.*");
        Path root = folder;
        List<? extends JsonNode> ours;
        if (folder.getParent().endsWith("components")) {
            root = Files.createDirectories(Tree.ROOT.resolve("target/kustomize").resolve(folder.getFileName()));
            Files.writeString(
                    root.resolve("kustomization.yaml"),
                    "resources: [../../../base]\ncomponents: [../../../components/" + folder.getFileName()
                            + "]\nnamespace: openpeering\n");
            ours = Rendering.of(folder.getFileName().toString()).objects();
        } else {
            ours = Kustomize.render(folder);
        }
        Map<String, JsonNode> theirs =
                byId(Tree.objects(run("kubectl", "kustomize", root.toString()), root.toString()));
        assertThat(byId(ours)).containsOnlyKeys(theirs.keySet());
        theirs.forEach((id, object) -> assertThat(byId(ours).get(id)).as(id).isEqualTo(object));
    }

    private static Map<String, JsonNode> byId(List<? extends JsonNode> objects) {
        Map<String, JsonNode> map = new TreeMap<>();
        objects.forEach(object -> map.put(Kustomize.id(object), object));
        return map;
    }

    private static String version() {
        try {
            return run("kubectl", "version", "--client");
        } catch (IOException e) {
            return "";
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namePrefix: x-",
                "patchesStrategicMerge: [x.yaml]",
                "resources: [missing.yaml]",
                "components: [missing]",
                "patches: [{target: {kind: Deployment}, patch: '[{op: add, path: /x, value: 1}]'}]",
                "patches: [{path: x.yaml}]",
                "patches: [{patch: '{kind: Deployment, metadata: {name: x}, $patch: delete}'}]",
                "configMapGenerator: [{name: x, behavior: merge, envs: []}]",
                "configMapGenerator: [{name: x, literals: [a=b]}]",
                "images: [{name: openpeering/gateway, newTag: '1'}]"
            })
    void refusesWhatItDoesNotKnowOrDoesNotFind(String members, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "kind: Kustomization\n" + members + "\n");
        assertThatThrownBy(() -> Kustomize.render(folder)).isInstanceOfAny(RuntimeException.class);
    }

    @Test
    void aChangedSettingRollsThePods(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                "kind: Kustomization\nconfigMapGenerator: [{name: x, envs: [x.env]}]\n");
        Files.writeString(folder.resolve("x.env"), "A=1\n");
        String before = Kustomize.render(folder).getFirst().at("/metadata/name").asText();
        Files.writeString(folder.resolve("x.env"), "A=2\n");
        assertThat(Kustomize.render(folder).getFirst().at("/metadata/name").asText())
                .startsWith("x-")
                .isNotEqualTo(before);
    }
}
