/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.Violations;
import org.openpeering.partner.session.BgpSession;
import org.openpeering.partner.session.FamilySession;
import org.openpeering.partner.session.SessionRules;
import org.openpeering.partner.session.SessionRules.Medium;

/** What the connections of a peering must be (contract section C.4, table of request validation). */
public final class ConnectionRules {
    private static final int BANDWIDTH_STEP = 10_000;
    private static final int MOST_CONNECTIONS = 64;
    private static final Pattern IDENTIFIER =
            Pattern.compile("[0-9A-Fa-f]{32}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final ConnectionSpec NOTHING = new ConnectionSpec(null, null, null, null, null, null);

    private ConnectionRules() {}

    /**
     * @param target the array's place in the request
     * @param type null for an exchange peering
     */
    public static List<ConnectionRequest> check(
            String target,
            @Nullable List<@Nullable ConnectionSpec> given,
            @Nullable DirectPeeringType type,
            Violations violations) {
        List<@Nullable ConnectionSpec> specs = Objects.requireNonNullElse(given, List.of());
        if (specs.isEmpty() || specs.size() > MOST_CONNECTIONS) {
            violations.add(target, "A peering needs 1 to " + MOST_CONNECTIONS + " connections.");
            return List.of();
        }
        List<ConnectionRequest> requests = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            ConnectionSpec spec = Objects.requireNonNullElse(specs.get(i), NOTHING);
            String place = target + "[" + i + "]";
            requests.add(type == null ? exchange(place, spec, violations) : direct(place, spec, type, violations));
        }
        checkDistinct(requests, violations);
        return requests;
    }

    private static ConnectionRequest direct(
            String target, ConnectionSpec spec, DirectPeeringType type, Violations violations) {
        int bandwidth = Objects.requireNonNullElse(spec.bandwidthInMbps(), 0);
        if (bandwidth <= 0) {
            violations.add(target + ".bandwidthInMbps", "bandwidthInMbps is required and must be greater than 0.");
        } else if (bandwidth % BANDWIDTH_STEP != 0) {
            violations.add(
                    target + ".bandwidthInMbps",
                    "Bandwidth " + bandwidth + " must have a multiple of " + BANDWIDTH_STEP + ".");
        }
        SessionAddressProvider provider = provider(target, spec.sessionAddressProvider(), type, violations);
        Boolean use = use(target, spec.useForPeeringService(), type, violations);
        Medium medium = type == DirectPeeringType.IX_RS ? Medium.SHARED_LAN : Medium.POINT_TO_POINT;
        BgpSession session = session(target, spec, medium, violations);
        if (provider == SessionAddressProvider.PEER && spec.bgpSession() == null) {
            violations.add(
                    target + ".bgpSession",
                    "Session cannot be null or empty: with sessionAddressProvider Peer the addresses are yours.");
        }
        return new ConnectionRequest(
                target,
                identifier(target, spec, violations),
                bandwidth,
                provider,
                use,
                facility(target, spec, violations),
                session);
    }

    private static ConnectionRequest exchange(String target, ConnectionSpec spec, Violations violations) {
        BgpSession session = session(target, spec, Medium.EXCHANGE, violations);
        if (spec.bgpSession() == null) {
            violations.add(target + ".bgpSession", "Session cannot be null or empty.");
        }
        return new ConnectionRequest(
                target,
                identifier(target, spec, violations),
                0,
                SessionAddressProvider.PEER,
                false,
                facility(target, spec, violations),
                session);
    }

    /** Route server and Voice partners have no choice (contract section B.3): it is set, and the other one refused. */
    private static @Nullable SessionAddressProvider provider(
            String target, @Nullable SessionAddressProvider given, DirectPeeringType type, Violations violations) {
        SessionAddressProvider implied = switch (type) {
            case IX_RS -> SessionAddressProvider.PEER;
            case VOICE -> SessionAddressProvider.MICROSOFT;
            case EDGE, TRANSIT, CDN, INTERNAL, IX, EDGE_ZONE_FOR_OPERATORS, PEER_PROP -> given;
        };
        if (given != null && given != implied) {
            violations.add(
                    target + ".sessionAddressProvider",
                    "For directPeeringType " + type.wire() + " it must be "
                            + Objects.requireNonNull(implied).wire() + ".");
        }
        return implied;
    }

    private static @Nullable Boolean use(
            String target, @Nullable Boolean given, DirectPeeringType type, Violations violations) {
        boolean implied = type == DirectPeeringType.IX_RS || type == DirectPeeringType.VOICE;
        if (implied && Boolean.FALSE.equals(given)) {
            violations.add(
                    target + ".useForPeeringService",
                    "For directPeeringType " + type.wire() + " useForPeeringService must be true.");
        }
        return implied ? Boolean.TRUE : given;
    }

    private static BgpSession session(String target, ConnectionSpec spec, Medium medium, Violations violations) {
        return spec.bgpSession() == null
                ? BgpSession.NONE
                : SessionRules.check(target + ".bgpSession", spec.bgpSession(), medium, violations);
    }

    private static @Nullable Integer facility(String target, ConnectionSpec spec, Violations violations) {
        Integer facility = spec.peeringDBFacilityId();
        if (facility != null && facility <= 0) {
            violations.add(
                    target + ".peeringDBFacilityId",
                    "Connection has invalid PeeringDBFacilityId " + facility + ": it must be greater than 0.");
        }
        return facility;
    }

    private static @Nullable String identifier(String target, ConnectionSpec spec, Violations violations) {
        String identifier = spec.connectionIdentifier();
        if (identifier != null && !IDENTIFIER.matcher(identifier).matches()) {
            violations.add(
                    target + ".connectionIdentifier",
                    "'" + Violations.shown(identifier) + "' is not a GUID; leave it out to have one made.");
            return null;
        }
        return identifier;
    }

    private static void checkDistinct(List<ConnectionRequest> requests, Violations violations) {
        Set<String> identifiers = new HashSet<>();
        Set<IpAddress> peers = new HashSet<>();
        for (ConnectionRequest request : requests) {
            String identifier = request.identifier();
            if (identifier != null && !identifiers.add(ConnectionRequest.key(identifier))) {
                violations.add(
                        request.target() + ".connectionIdentifier",
                        "The connectionIdentifier '" + identifier + "' occurs twice.");
            }
            for (FamilySession family :
                    List.of(request.session().v4(), request.session().v6())) {
                if (family.peer() != null && !peers.add(family.peer())) {
                    violations.add(
                            request.target() + ".bgpSession",
                            "The peer session address " + family.peer() + " occurs twice.");
                }
            }
        }
    }
}
