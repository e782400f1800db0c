/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NewSecretsTest {
    @Test
    void makesWhatTheReadmeSaysWithNewPasswordsEachTime() throws Exception {
        List<ObjectNode> first = made();
        List<ObjectNode> second = made();
        assertThat(first.stream()
                        .collect(Collectors.toMap(
                                Rendering::name,
                                secret -> Rendering.strings(secret.get("stringData"))
                                        .keySet())))
                .isEqualTo(Secrets.brought("dev", Set.of(Secrets.COMMAND)));
        assertThat(passwords(first))
                .hasSameSizeAs(Set.copyOf(passwords(first)))
                .doesNotContainAnyElementsOf(passwords(second));
        assertThat(passwords(first)).allSatisfy(password -> assertThat(password).hasSizeGreaterThanOrEqualTo(32));
        assertThat(first.stream().flatMap(Schemas::violations)).isEmpty();
    }

    @Test
    void namesTheRolesThatTheDatabasesHave() throws Exception {
        List<ObjectNode> secrets = made();
        assertThat(Rendering.DEV.kind("Cluster").toList()).hasSize(4).allSatisfy(cluster -> {
            assertThat(username(
                            secrets,
                            cluster.at("/spec/bootstrap/initdb/secret/name").asText()))
                    .isEqualTo(cluster.at("/spec/bootstrap/initdb/owner").asText());
            cluster.at("/spec/managed/roles")
                    .forEach(role -> assertThat(username(
                                    secrets, role.at("/passwordSecret/name").asText()))
                            .isEqualTo(role.path("name").asText()));
        });
    }

    @Test
    void makesAnEncryptionKeyOf256Bits() throws Exception {
        ObjectNode keys = made().stream()
                .filter(secret -> Rendering.name(secret).equals("encryption-keys"))
                .findFirst()
                .orElseThrow();
        String id = keys.at("/stringData/OPENPEERING_ENCRYPTION_CURRENT").asText();
        assertThat(Base64.getDecoder()
                        .decode(keys.at("/stringData/OPENPEERING_ENCRYPTION_KEYS_"
                                        + id.toUpperCase(java.util.Locale.ROOT))
                                .asText()))
                .hasSize(32);
    }

    private static String username(List<ObjectNode> secrets, String name) {
        return secrets.stream()
                .filter(secret -> Rendering.name(secret).equals(name))
                .map(secret -> secret.at("/stringData/username").asText())
                .findFirst()
                .orElse("no Secret " + name);
    }

    private static List<String> passwords(List<ObjectNode> secrets) {
        return secrets.stream()
                .flatMap(secret -> Rendering.strings(secret.get("stringData")).entrySet().stream())
                .filter(entry -> entry.getKey().matches("password|OPENPEERING_ENCRYPTION_KEYS_.*"))
                .map(java.util.Map.Entry::getValue)
                .toList();
    }

    private static List<ObjectNode> made() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Tree.ROOT.resolve("new-secrets").toString()).start();
        try (var output = process.getInputStream()) {
            String yaml = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return Tree.objects(yaml, "new-secrets");
        }
    }
}
