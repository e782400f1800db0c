/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.partner.Examples;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class OperationResourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"2021-06-01", "2022-10-01", "2025-05-01"})
    void theListBeginsWithTheContractsExample(String version) {
        JsonNode example = Examples.read("ListPeeringOperations").at("/responses/200/body/value");

        JsonNode answer = list("/providers/Microsoft.Peering/operations?api-version=" + version);

        assertThat(example).hasSize(27);
        for (int i = 0; i < example.size(); i++) {
            assertThat(answer.get(i)).isEqualTo(example.get(i));
        }
    }

    @Test
    void everyPermissionIsListedOnce() {
        JsonNode answer = list("/PROVIDERS/microsoft.peering/Operations?api-version=2025-05-01");

        assertThat(answer)
                .extracting(each -> each.path("name").asText())
                .doesNotHaveDuplicates()
                .containsAll(Arrays.stream(Permission.values())
                        .map(Permission::operation)
                        .toList());
    }

    @Test
    void whatReadsDefinitionsOfMetricsSaysWhichThereAre() {
        JsonNode answer = list("/providers/Microsoft.Peering/operations?api-version=2022-10-01");

        JsonNode specifications = StreamSupport.stream(answer.spliterator(), false)
                .filter(each -> each.path("name")
                        .asText()
                        .equals("Microsoft.Peering/peerings/providers/Microsoft.Insights/metricDefinitions/read"))
                .findFirst()
                .orElseThrow()
                .at("/properties/serviceSpecification/metricSpecifications");
        assertThat(specifications.findValuesAsText("name"))
                .contains("SessionAvailability", "ConnectivityProbeLatency", "TrafficClass")
                .doesNotContain("RoundTripTime");
        assertThat(specifications.get(3).path("name").asText()).isEqualTo("FlapCounts");
        assertThat(specifications.get(3).path("supportedTimeGrainTypes"))
                .extracting(JsonNode::asText)
                .containsExactly("PT1M", "PT5M", "PT1H");
    }

    private static JsonNode list(String path) {
        String token = Tokens.of("somebody");
        return Examples.parse(given().header("Authorization", "Bearer " + token)
                        .get(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .get("value");
    }
}
