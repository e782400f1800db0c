/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.json.Json;
import org.openpeering.partner.BadInput;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;

class PeeringRulesTest {
    private static final PartnerConfig CONFIG = new PartnerConfig(false, false, new Asn(8075), List.of());
    private static final ObjectMapper JSON = Json.mapper();

    static ObjectNode example(String name) {
        try (var in = PeeringRulesTest.class.getResourceAsStream("/examples/" + name + ".json")) {
            return (ObjectNode) JSON.readTree(in).at("/parameters/peering");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Checked<PeeringRequest> check(ObjectNode body) {
        try {
            return PeeringRules.check(JSON.treeToValue(body, PeeringSpec.class), CONFIG, ApiVersion.V2025_05_01);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> targets(ObjectNode body) {
        if (!(check(body) instanceof Checked.Invalid<PeeringRequest>(ApiError error))) {
            return List.of();
        }
        return error.details().isEmpty()
                ? List.of(error.target())
                : error.details().stream().map(ApiError::target).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateDirectPeering", "CreateExchangePeering", "CreatePeeringWithExchangeRouteServer"})
    void theContractsExamplesAreAccepted(String name) {
        assertThat(targets(example(name))).isEmpty();
    }

    static List<String> defects() {
        return BadInput.names("peerings");
    }

    @ParameterizedTest
    @MethodSource("defects")
    void whatIsWrongIsNamed(String defect) {
        BadInput.assertRefused("peerings", defect, "peering", body -> error(check((ObjectNode) body)));
    }

    private static ApiError error(Checked<PeeringRequest> checked) {
        return ((Checked.Invalid<PeeringRequest>) checked).error();
    }

    @Test
    void peeringServiceNeedsTwoConnectionsAndTheSkuAloneDoesNot() {
        ObjectNode body = example("CreateDirectPeering");
        ((ObjectNode) body.get("sku")).put("name", "Premium_Direct_Free");
        assertThat(targets(body)).isEmpty();
    }

    @Test
    void tagsKeepToTheLimitsOfArm() {
        ObjectNode body = example("CreateDirectPeering");
        ObjectNode tags = body.putObject("tags");
        tags.put("a/b", "x").put("Twice", "1").put("twice", "2").putNull("gone");
        assertThat(targets(body)).containsExactly("tags.a/b", "tags.twice");
    }
}
