/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.partner.peering.PeeringRulesTest.example;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.json.Json;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;

class PeeringChangeTest {
    private static final PartnerConfig CONFIG = new PartnerConfig(true, true, new Asn(8075), List.of());
    private static final ObjectMapper JSON = Json.mapper();

    private final ObjectNode body = example("CreateDirectPeering");
    private final Peering held = stored(body);

    private static PeeringRequest request(ObjectNode body) {
        try {
            Checked<PeeringRequest> checked =
                    PeeringRules.check(JSON.treeToValue(body, PeeringSpec.class), CONFIG, ApiVersion.V2025_05_01);
            return ((Checked.Valid<PeeringRequest>) checked).value();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Peering stored(ObjectNode body) {
        PeeringRequest request = request(body);
        return new Peering(
                7,
                ResourceId.ofGroup(new Subscription("subId"), "rg", ResourceType.PEERINGS, "p"),
                3,
                new Peering.Product(request.sku(), request.kind(), DirectPeeringType.EDGE),
                new Peering.Place(request.location(), "PeeringLocation0"),
                new Peering.Partner(((PeeringRequest.PeerAsnReference.Id) request.peerAsn()).id(), 1, new Asn(65000)),
                request.tags(),
                java.util.Objects.requireNonNullElse(request.probes(), List.of()),
                request.connections().stream()
                        .map(connection -> Connection.fresh(connection, connection.identifier())
                                .after(ConnectionEvent.SUBMITTED, null))
                        .toList());
    }

    private ObjectNode connection(int index) {
        return (ObjectNode) body.at("/properties/direct/connections/" + index);
    }

    private List<String> refused() {
        if (!(PeeringChange.of(held, request(body)) instanceof Checked.Invalid<Peering>(ApiError error))) {
            return List.of();
        }
        assertThat(error.code()).isEqualTo(ErrorCode.CHANGE_NOT_ALLOWED);
        return error.details().isEmpty()
                ? List.of(error.target())
                : error.details().stream().map(ApiError::target).toList();
    }

    private Peering changed() {
        return ((Checked.Valid<Peering>) PeeringChange.of(held, request(body))).value();
    }

    @Test
    void theSameRequestChangesNothing() {
        assertThat(changed()).isEqualTo(held);
    }

    @Test
    void leavingOutTheWriteOnlySecretOrWhatTheServerFilledInChangesNothing() {
        ((ObjectNode) connection(0).get("bgpSession")).remove("md5AuthenticationKey");
        ((ObjectNode) connection(0).get("bgpSession")).put("peerSessionIPv4Address", "192.168.0.0");
        connection(0).put("connectionIdentifier", "5f4cb5c76b43444493389abc72606c16");
        assertThat(changed()).isEqualTo(held);
    }

    @Test
    void repeatingARequestThatLeftIdentifiersToTheServerChangesNothing() {
        connection(0).remove("connectionIdentifier");
        connection(1).remove("connectionIdentifier");
        assertThat(changed()).isEqualTo(held);
    }

    @Test
    void bandwidthTagsUseAndMissingSessionInformationMayChange() {
        body.putObject("tags").put("a", "b");
        connection(0).put("bandwidthInMbps", 20000).put("useForPeeringService", true);
        connection(1).putObject("bgpSession").put("sessionPrefixV4", "192.168.1.0/31");
        Peering now = changed();
        assertThat(now.tags()).containsEntry("a", "b");
        assertThat(now.connections().get(0).bandwidth()).isEqualTo(20000);
        assertThat(now.connections().get(0).provisionedBandwidth()).isZero();
        assertThat(now.connections().get(1).session().v4().peer()).hasToString("192.168.1.0");
    }

    @Test
    void aNewConnectionIsAdded() {
        ((ArrayNode) body.at("/properties/direct/connections"))
                .addObject()
                .put("bandwidthInMbps", 10000)
                .put("sessionAddressProvider", "Microsoft");
        Peering now = changed();
        assertThat(now.connections()).hasSize(3);
        assertThat(now.connections().getLast().state()).isEqualTo(ConnectionState.NONE);
    }

    @Test
    void aConnectionCanNotBeRemoved() {
        ((ArrayNode) body.at("/properties/direct/connections")).remove(0);
        assertThat(refused()).containsExactly("properties.direct.connections");
    }

    @Test
    void whatIsFixedIsNamed() {
        body.put("location", "westus");
        ((ObjectNode) body.get("sku")).put("name", "Premium_Direct_Metered");
        ((ObjectNode) body.get("properties")).put("peeringLocation", "elsewhere");
        ((ObjectNode) body.at("/properties/direct")).put("directPeeringType", "Cdn");
        assertThat(refused())
                .containsExactly(
                        "location", "sku.name", "properties.peeringLocation", "properties.direct.directPeeringType");
    }

    @Test
    void theSpellingOfALocationDoesNotMatter() {
        body.put("location", "East US");
        assertThat(refused()).isEmpty();
    }

    @Test
    void sessionInformationCanNotBeChangedOrRemoved() {
        ((ObjectNode) connection(0).get("bgpSession")).put("sessionPrefixV4", "192.168.7.0/31");
        assertThat(refused()).containsExactly("properties.direct.connections[0].bgpSession");
        ((ObjectNode) connection(0).get("bgpSession")).remove("sessionPrefixV4");
        assertThat(refused()).containsExactly("properties.direct.connections[0].bgpSession");
    }

    @Test
    void aFailedConnectionMayGetAnotherSessionAndIsSubmittedAgain() {
        Peering failed = held.one(
                held.connections().getFirst().identifier(),
                connection -> connection.after(ConnectionEvent.REJECTED, "no"));
        assertThat(PeeringChange.of(failed, request(body))).isEqualTo(new Checked.Valid<>(failed));
        ((ObjectNode) connection(0).get("bgpSession"))
                .put("sessionPrefixV4", "192.168.7.0/31")
                .remove("md5AuthenticationKey");
        Connection again = ((Checked.Valid<Peering>) PeeringChange.of(failed, request(body)))
                .value()
                .connections()
                .getFirst();
        assertThat(again.state()).isEqualTo(ConnectionState.PENDING_APPROVAL);
        assertThat(again.progress().errorMessage()).isNull();
        assertThat(again.session().v4().subnet()).hasToString("192.168.7.0/31");
        assertThat(again.session().md5())
                .isEqualTo(held.connections().getFirst().session().md5());
    }
}
