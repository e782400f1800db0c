/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.json.Json;
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

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws Exception {
        ObjectNode body =
                (ObjectNode) JSON.readTree("{\"kind\":\"Direct\",\"sku\":{\"name\":\"Basic_Exchange_Free\"}}");
        assertThat(targets(body))
                .containsExactly(
                        "sku.name",
                        "location",
                        "properties.peeringLocation",
                        "properties.direct.peerAsn.id",
                        "properties.direct.connections");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sessionPrefixV4|\"192.168.0.0/29\"",
                "sessionPrefixV4|\"192.168.0.1/31\"",
                "sessionPrefixV4|\"fd00::/127\"",
                "sessionPrefixV6|\"fd00::/63\"",
                "sessionPrefixV6|\"fd00::/128\"",
                "peerSessionIPv4Address|\"192.168.0.2\"",
                "microsoftSessionIPv4Address|\"x\"",
                "maxPrefixesAdvertisedV4|0",
                "md5AuthenticationKey|\"with blank\"",
            })
    void aSessionsMemberThatIsWrongIsNamed(String member, String value) throws Exception {
        ObjectNode body = example("CreateDirectPeering");
        ((ObjectNode) body.at("/properties/direct/connections/0/bgpSession")).set(member, JSON.readTree(value));
        assertThat(targets(body)).containsExactly("properties.direct.connections[0].bgpSession." + member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bandwidthInMbps|0",
                "bandwidthInMbps|15000",
                "bandwidthInMbps|null",
                "peeringDBFacilityId|0",
                "connectionIdentifier|\"x\"",
                "connectionIdentifier|\"5f4cb5c76b4344449338 9abc72606c16\"",
                "bgpSession|null",
            })
    void aConnectionsMemberThatIsWrongIsNamed(String member, String value) throws Exception {
        ObjectNode body = example("CreateDirectPeering");
        ((ObjectNode) body.at("/properties/direct/connections/0")).set(member, JSON.readTree(value));
        assertThat(targets(body)).containsExactly("properties.direct.connections[0]." + member);
    }

    @Test
    void identifiersAndPeerAddressesOccurOnce() {
        ObjectNode body = example("CreateExchangePeering");
        ObjectNode first = (ObjectNode) body.at("/properties/exchange/connections/0");
        ObjectNode second = (ObjectNode) body.at("/properties/exchange/connections/1");
        second.put(
                "connectionIdentifier",
                first.get("connectionIdentifier").asText().replace("-", "").toLowerCase(java.util.Locale.ROOT));
        ((ObjectNode) second.get("bgpSession")).put("peerSessionIPv4Address", "192.168.2.1");
        assertThat(targets(body))
                .containsExactly(
                        "properties.exchange.connections[1].connectionIdentifier",
                        "properties.exchange.connections[1].bgpSession");
    }

    @Test
    void peeringServiceNeedsTwoConnections() {
        ObjectNode body = example("CreateDirectPeering");
        ((ObjectNode) body.get("sku")).put("name", "Premium_Direct_Free");
        assertThat(targets(body)).isEmpty();
        ((com.fasterxml.jackson.databind.node.ArrayNode) body.at("/properties/direct/connections")).remove(0);
        assertThat(targets(body)).containsExactly("properties.direct.connections");
    }

    @Test
    void voiceAndRouteServerPartnersHaveNoChoiceOfAddressProvider() {
        ObjectNode body = example("CreatePeeringWithExchangeRouteServer");
        ((ObjectNode) body.at("/properties/direct/connections/0")).put("sessionAddressProvider", "Microsoft");
        assertThat(targets(body)).containsExactly("properties.direct.connections[0].sessionAddressProvider");
    }

    @Test
    void theIdOfSomethingElseIsNotAPeerAsn() {
        ObjectNode body = example("CreateDirectPeering");
        ((ObjectNode) body.at("/properties/direct/peerAsn"))
                .put("id", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Peering/peerings/p");
        assertThat(targets(body)).containsExactly("properties.direct.peerAsn.id");
        ((ObjectNode) body.at("/properties/direct/peerAsn")).put("id", "nonsense");
        assertThat(targets(body)).containsExactly("properties.direct.peerAsn.id");
    }

    @Test
    void tagsKeepToTheLimitsOfArm() {
        ObjectNode body = example("CreateDirectPeering");
        ObjectNode tags = body.putObject("tags");
        tags.put("a/b", "x")
                .put("long", "x".repeat(257))
                .put("Twice", "1")
                .put("twice", "2")
                .putNull("gone");
        assertThat(targets(body)).containsExactly("tags.a/b", "tags.long", "tags.twice");
    }
}
