/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.arm.Tags;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.connection.ConnectionRequest;
import org.openpeering.partner.connection.ConnectionRules;
import org.openpeering.partner.connection.ConnectionSpec;
import org.openpeering.partner.peering.PeeringSpec.PropertiesSpec;
import org.openpeering.partner.peering.PeeringSpec.SubResourceSpec;

/** What can be said about a peering by looking at the request alone (contract sections B.3 and C.4). */
final class PeeringRules {
    private static final int LONGEST_LOCATION = 90;
    private static final PropertiesSpec NOTHING = new PropertiesSpec(null, null, null);

    private PeeringRules() {}

    /** The part of the request that belongs to its kind. */
    private record Body(
            @Nullable List<@Nullable ConnectionSpec> connections,
            @Nullable SubResourceSpec peerAsn,
            @Nullable DirectPeeringType type) {}

    static Checked<PeeringRequest> check(PeeringSpec spec, PartnerConfig config) {
        Violations violations = new Violations();
        PropertiesSpec properties = Objects.requireNonNullElse(spec.properties(), NOTHING);
        PeeringKind kind = spec.kind();
        if (kind == null) {
            violations.add("kind", "kind is required: Direct or Exchange.");
        }
        Sku sku = sku(spec, kind, violations);
        String location = required("location", spec.location(), violations);
        String metro = required("properties.peeringLocation", properties.peeringLocation(), violations);
        Map<String, String> tags = Tags.check(spec.tags(), violations::add);
        if (kind == null) {
            return new Checked.Invalid<>(violations.error());
        }
        Body body = body(properties, kind, violations);
        String place = PeeringRequest.place(kind);
        DirectPeeringType type =
                kind == PeeringKind.EXCHANGE ? null : Objects.requireNonNullElse(body.type(), DirectPeeringType.EDGE);
        ResourceId peerAsn = peerAsn(place + ".peerAsn.id", body.peerAsn(), violations);
        List<ConnectionRequest> connections =
                ConnectionRules.check(place + ".connections", body.connections(), type, violations);
        checkRedundancy(place, sku, type, connections, config, violations);
        return violations.checked(() -> new PeeringRequest(
                Objects.requireNonNull(sku),
                kind,
                location,
                tags,
                metro,
                Objects.requireNonNull(peerAsn),
                body.type(),
                connections));
    }

    private static @Nullable Sku sku(PeeringSpec spec, @Nullable PeeringKind kind, Violations violations) {
        String name = spec.sku() == null ? null : spec.sku().name();
        if (name == null) {
            violations.add("sku.name", "sku.name is required, one of " + Sku.known() + ".");
            return null;
        }
        Optional<Sku> sku = Sku.parse(name);
        if (sku.isEmpty()) {
            violations.add("sku.name", "The SKU '" + Violations.shown(name) + "' is not one of " + Sku.known() + ".");
        } else if (kind != null && sku.get().family() != kind) {
            violations.add(
                    "sku.name", "The SKU " + sku.get().wire() + " is not for peerings of kind " + kind.wire() + ".");
        }
        return sku.orElse(null);
    }

    private static String required(String target, @Nullable String given, Violations violations) {
        String text = given == null ? "" : given.strip();
        if (text.isEmpty() || text.length() > LONGEST_LOCATION) {
            violations.add(target, target + " is required and must have at most " + LONGEST_LOCATION + " characters.");
        }
        return text;
    }

    private static Body body(PropertiesSpec properties, PeeringKind kind, Violations violations) {
        boolean direct = kind == PeeringKind.DIRECT;
        boolean other = direct ? properties.exchange() != null : properties.direct() != null;
        if (other) {
            violations.add(
                    PeeringRequest.place(direct ? PeeringKind.EXCHANGE : PeeringKind.DIRECT),
                    "It must be absent: the kind is " + kind.wire() + ".");
        }
        if (direct && properties.direct() != null) {
            PeeringSpec.DirectSpec body = properties.direct();
            return new Body(body.connections(), body.peerAsn(), body.directPeeringType());
        }
        if (!direct && properties.exchange() != null) {
            return new Body(
                    properties.exchange().connections(), properties.exchange().peerAsn(), null);
        }
        return new Body(null, null, null);
    }

    private static @Nullable ResourceId peerAsn(String target, @Nullable SubResourceSpec given, Violations violations) {
        String text = given == null ? null : given.id();
        if (text == null) {
            violations.add(target, "The id of a PeerAsn is required.");
        }
        ResourceId id = violations.parse(ErrorCode.INVALID_PARAMETER, target, text, ResourceId::parse);
        if (id != null && (id.type() != ResourceType.PEER_ASNS || id.resourceGroup() != null)) {
            violations.add(target, "'" + Violations.shown(id.toString()) + "' is not the id of a PeerAsn.");
        }
        return id;
    }

    /** Peering Service needs two connections; a lab is content with one. */
    private static void checkRedundancy(
            String place,
            @Nullable Sku sku,
            @Nullable DirectPeeringType type,
            List<ConnectionRequest> connections,
            PartnerConfig config,
            Violations violations) {
        boolean service = sku == Sku.PREMIUM_DIRECT_FREE
                && (type == DirectPeeringType.EDGE || type == DirectPeeringType.VOICE)
                && connections.stream().anyMatch(ConnectionRequest::useForPeeringService);
        if (service && connections.size() < 2 && !config.lab()) {
            violations.add(
                    place + ".connections", "Peering Service needs at least two connections, on different routers.");
        }
    }
}
