/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.ProbeProtocol;
import org.openpeering.kit.request.Tags;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.connection.ConnectionRequest;
import org.openpeering.partner.connection.ConnectionRules;
import org.openpeering.partner.connection.ConnectionSpec;
import org.openpeering.partner.peering.PeeringRequest.PeerAsnReference;
import org.openpeering.partner.peering.PeeringSpec.ProbeSpec;
import org.openpeering.partner.peering.PeeringSpec.PropertiesSpec;
import org.openpeering.partner.peering.PeeringSpec.SubResourceSpec;

/** What can be said about a peering by looking at the request alone (contract sections B.3 and C.4). */
public final class PeeringRules {
    private static final int LONGEST_LOCATION = 90;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final int MOST_PROBES = 16;
    private static final PropertiesSpec NOTHING = new PropertiesSpec(null, null, null, null);

    private PeeringRules() {}

    /** The part of the request that belongs to its kind. */
    private record Body(
            @Nullable List<@Nullable ConnectionSpec> connections,
            @Nullable SubResourceSpec peerAsn,
            @Nullable DirectPeeringType type) {}

    /** What was there before the rules need not keep those on redundancy and products. */
    public static Checked<PeeringRequest> checkLegacy(PeeringSpec spec) {
        return check(spec, true, ApiVersion.V2025_05_01);
    }

    public static Checked<PeeringRequest> check(PeeringSpec spec, PartnerConfig config, ApiVersion version) {
        return check(spec, config.lab(), version);
    }

    /** @param lenient without the rules on how much redundancy a product needs, and which SKU */
    private static Checked<PeeringRequest> check(PeeringSpec spec, boolean lenient, ApiVersion version) {
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
        if (type != null && !type.knownIn(version)) {
            violations.add(
                    place + ".directPeeringType",
                    "directPeeringType " + type.wire() + " needs api-version " + type.since() + " or later.");
        }
        PeerAsnReference peerAsn = peerAsn(place + ".peerAsn.id", body.peerAsn(), violations);
        List<ConnectivityProbe> probes = version.compareTo(ApiVersion.V2025_05_01) < 0
                ? null
                : probes(properties.connectivityProbes(), violations);
        List<ConnectionRequest> connections =
                ConnectionRules.check(place + ".connections", body.connections(), type, violations);
        checkProduct(sku, type, lenient, violations);
        checkRedundancy(place, sku, type, connections, lenient, violations);
        return violations.checked(() -> new PeeringRequest(
                Objects.requireNonNull(sku),
                kind,
                location,
                tags,
                metro,
                Objects.requireNonNull(peerAsn),
                body.type(),
                probes,
                connections,
                version));
    }

    private static @Nullable List<ConnectivityProbe> probes(
            @Nullable List<@Nullable ProbeSpec> given, Violations violations) {
        if (given == null) {
            return null;
        }
        String target = "properties.connectivityProbes";
        if (given.size() > MOST_PROBES) {
            violations.add(target, "connectivityProbes must have at most " + MOST_PROBES + " entries.");
            return List.of();
        }
        List<ConnectivityProbe> probes = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ProbeSpec spec = Objects.requireNonNullElse(given.get(i), new ProbeSpec(null, null, null));
            String place = target + "[" + i + "]";
            if (spec.endpoint() == null) {
                violations.add(place + ".endpoint", "endpoint is required: an address in your network.");
            }
            IpAddress endpoint = violations.parse(
                    ErrorCode.INVALID_PARAMETER, place + ".endpoint", spec.endpoint(), IpAddress::parse);
            String region = required(place + ".azureRegion", spec.azureRegion(), violations);
            ProbeProtocol protocol = spec.protocol();
            if (protocol == null || protocol == ProbeProtocol.NONE) {
                violations.add(place + ".protocol", "protocol is required: ICMP or TCP.");
            } else if (endpoint != null) {
                probes.add(new ConnectivityProbe(endpoint, region, protocol));
            }
        }
        return probes;
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

    private static @Nullable PeerAsnReference peerAsn(
            String target, @Nullable SubResourceSpec given, Violations violations) {
        String text = given == null ? null : given.id();
        if (text == null) {
            violations.add(target, "The id of a PeerAsn is required.");
        }
        if (text != null && NUMBER.matcher(text).matches()) {
            Asn asn = violations.parse(ErrorCode.INVALID_ASN, target, text, Asn::parse);
            return asn == null ? null : new PeerAsnReference.Bare(asn);
        }
        ResourceId id = violations.parse(ErrorCode.INVALID_PARAMETER, target, text, ResourceId::parse);
        if (id != null && (id.type() != ResourceType.PEER_ASNS || id.resourceGroup() != null)) {
            violations.add(target, "'" + Violations.shown(id.toString()) + "' is not the id of a PeerAsn.");
        }
        return id == null ? null : new PeerAsnReference.Id(id);
    }

    /** Route server and Voice partners have one SKU (contract section B.3). */
    private static void checkProduct(
            @Nullable Sku sku, @Nullable DirectPeeringType type, boolean lenient, Violations violations) {
        if ((type == DirectPeeringType.IX_RS || type == DirectPeeringType.VOICE)
                && sku != null
                && sku != Sku.PREMIUM_DIRECT_FREE
                && !lenient) {
            violations.add(
                    "sku.name",
                    "directPeeringType " + type.wire() + " needs the SKU " + Sku.PREMIUM_DIRECT_FREE.wire() + ".");
        }
    }

    /** Peering Service needs two connections; a lab is content with one. */
    private static void checkRedundancy(
            String place,
            @Nullable Sku sku,
            @Nullable DirectPeeringType type,
            List<ConnectionRequest> connections,
            boolean lenient,
            Violations violations) {
        boolean service = sku == Sku.PREMIUM_DIRECT_FREE
                && (type == DirectPeeringType.EDGE || type == DirectPeeringType.VOICE)
                && connections.stream().anyMatch(connection -> Boolean.TRUE.equals(connection.useForPeeringService()));
        if (service && connections.size() < 2 && !lenient) {
            violations.add(
                    place + ".connections", "Peering Service needs at least two connections, on different routers.");
        }
    }
}
