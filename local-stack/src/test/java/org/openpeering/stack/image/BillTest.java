/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.process.StackException;

class BillTest {
    private static final String APACHE = """
            {"license": {"id": "Apache-2.0"}}""";

    @Test
    void onlyWhatIsThereAtRunTimeIsNamed() throws IOException {
        JsonNode bill =
                read(Bill.of(bill(component("used", APACHE, "runtime"), component("builder", APACHE, "development"))));

        assertThat(bill.path("components")).hasSize(1);
        assertThat(bill.path("components").path(0).path("name").asText()).isEqualTo("used");
        assertThat(bill.path("dependencies").toString()).isEqualTo("[{\"ref\":\"app\",\"dependsOn\":[\"used\"]}]");
    }

    /** Maven names no tests and no tools. */
    @Test
    void ofAModuleAllThatMavenNamesIsThere() throws IOException {
        JsonNode bill = read(Bill.ofModule(bill(component("used", APACHE, "required"))));

        assertThat(bill.path("components")).hasSize(1);
        assertThat(bill.has("serialNumber")).isFalse();
    }

    @Test
    void theSameApplicationGivesTheSameBill() throws IOException {
        String other = bill(component("used", APACHE, "runtime"))
                .replace("2026-01-01", "2026-02-02")
                .replace("urn:uuid:1", "urn:uuid:2");

        assertThat(Bill.of(other).json())
                .isEqualTo(Bill.of(bill(component("used", APACHE, "runtime"))).json());
    }

    @Test
    void theJavaRuntimeAndTheImageBelowAreNamed() throws IOException {
        Bill bill = Bill.of(bill());
        bill.addRuntime("IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"25.0.3\"\n");
        bill.addBase("registry.example/micro@sha256:1");

        assertThat(bill.json()).contains("pkg:generic/openjdk@25.0.3").contains("registry.example/micro@sha256:1");
        assertThat(bill.licences()).contains("| OpenJDK:25.0.3 | GPL-2.0-only WITH Classpath-exception-2.0 |");
    }

    @Test
    void aLibraryWithoutALicenceMakesNoImage() throws IOException {
        Bill bill = Bill.of(bill(component("nameless", "", "runtime")));

        assertThatThrownBy(bill::licences)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("g:nameless:1: no licence");
    }

    @Test
    void aLicenceThatAsksForTooMuchMakesNoImage() throws IOException {
        Bill bill = Bill.of(bill(
                component("strict", "{\"license\": {\"id\": \"AGPL-3.0-only\"}}", "runtime"),
                component("fine", APACHE, "runtime")));

        assertThatThrownBy(bill::licences)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("g:strict:1: AGPL-3.0-only")
                .message()
                .doesNotContain("g:fine");
    }

    @Test
    void severalLicencesAreAChoice() throws IOException {
        String choice =
                "{\"license\": {\"id\": \"GPL-3.0-only\"}}, {\"license\": {\"name\": \"Eclipse Public License v2.0\"}}";

        assertThat(Bill.of(bill(component("either", choice, "runtime"))).licences())
                .contains("| g:either:1 | EPL-2.0 or GPL-3.0-only |");
    }

    private static JsonNode read(Bill bill) throws IOException {
        return new ObjectMapper().readTree(bill.json());
    }

    private static String component(String name, String licences, String scope) {
        return """
                {"type": "library", "bom-ref": "%1$s", "group": "g", "name": "%1$s", "version": "1", "licenses": [%2$s],
                 "properties": [{"name": "quarkus:component:scope", "value": "%3$s"}]}""".formatted(name, licences, scope);
    }

    private static String bill(String... components) {
        return """
                {"bomFormat": "CycloneDX", "serialNumber": "urn:uuid:1",
                 "metadata": {"timestamp": "2026-01-01", "component": {"bom-ref": "app", "name": "app"}},
                 "components": [%s],
                 "dependencies": [{"ref": "app", "dependsOn": ["used", "builder"]}, {"ref": "builder", "dependsOn": []}]}""".formatted(String.join(",", List.of(components)));
    }
}
