/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.k8s.Rendering.elements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is different of an agent: it keeps samples on a volume of its own, listens on nothing, and reaches the world. */
class AgentTest {
    private final ObjectNode agent =
            Rendering.EVERYTHING.find("StatefulSet", "agent").orElseThrow();
    private final JsonNode container = agent.at("/spec/template/spec/containers/0");
    private final Map<String, String> environment = Rendering.EVERYTHING.environment(container);

    @Test
    void thereIsOneOfAClient() {
        assertThat(agent.at("/spec/replicas").asInt()).isOne();
    }

    @Test
    void whatWaitsIsOnAVolumeThatOutlivesThePodAndHasRoomForIt() {
        JsonNode claim = agent.at("/spec/volumeClaimTemplates/0");
        JsonNode mount = elements(container.path("volumeMounts"))
                .filter(each -> each.path("name").equals(claim.at("/metadata/name")))
                .findFirst()
                .orElseThrow();
        assertThat(environment.get("OPENPEERING_AGENT_BUFFER_FOLDER"))
                .startsWith(mount.path("mountPath").asText() + "/");
        assertThat(mount.path("readOnly").asBoolean()).isFalse();
        assertThat(new BigDecimal(environment.get("OPENPEERING_AGENT_BUFFER_BYTES")))
                .isLessThan(PodRules.quantity(claim.at("/spec/resources/requests/storage")));
    }

    @Test
    void itListensOnNothing() {
        assertThat(container.has("ports")).isFalse();
        assertThat(policy().at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(policy().path("spec").has("ingress")).isFalse();
    }

    @Test
    void itReachesNoPrivateNetworkAndNoMetadata() {
        List<String> except = elements(policy().at("/spec/egress"))
                .flatMap(rule -> elements(rule.path("to")))
                .filter(to -> to.at("/ipBlock/cidr").asText().equals("0.0.0.0/0"))
                .flatMap(to -> elements(to.at("/ipBlock/except")))
                .map(JsonNode::asText)
                .toList();
        assertThat(except)
                .contains(
                        "10.0.0.0/8",
                        "100.64.0.0/10",
                        "127.0.0.0/8",
                        "169.254.0.0/16",
                        "172.16.0.0/12",
                        "192.168.0.0/16");
    }

    @Test
    void itsSettingsAreThoseThatItReads() {
        assertThat(Settings.of("agent").knows("OPENPEERING_AGENT_GATEWAY")).isTrue();
        assertThat(Settings.of("agent").knows("OPENPEERING_AGENT_GATE")).isFalse();
        assertThat(environment.keySet())
                .allMatch(variable -> Settings.of("agent").knows(variable));
    }

    private static ObjectNode policy() {
        return Rendering.EVERYTHING.find("NetworkPolicy", "agent").orElseThrow();
    }
}
