/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.connection.ConnectionRequest;
import org.openpeering.partner.peering.PeeringRequest.PeerAsnReference;
import org.openpeering.partner.session.BgpSession;

/**
 * What a PUT makes of a peering that exists (contract section C.4): tags, new connections, bandwidth, session
 * information that was missing, use for Peering Service. Everything else is refused, not ignored. A connection that
 * failed may also get another session; each change of it asks the operator anew.
 */
public final class PeeringChange {
    private static final String ALLOWED =
            "; allowed are tags, more connections, bandwidthInMbps, missing session information and useForPeeringService.";

    private final Peering held;
    private final PeeringRequest request;
    private final Violations violations = new Violations();

    private PeeringChange(Peering held, PeeringRequest request) {
        this.held = held;
        this.request = request;
    }

    /** The peering as wanted: new connections have state None, changed ones that failed have PendingApproval. */
    public static Checked<Peering> of(Peering held, PeeringRequest request) {
        return new PeeringChange(held, request).apply();
    }

    private Checked<Peering> apply() {
        fixed("kind", held.kind() == request.kind());
        fixed("location", normal(held.location()).equals(normal(request.location())));
        fixed("sku.name", held.sku().becomes(request.sku()));
        fixed("properties.peeringLocation", held.metro().equalsIgnoreCase(request.metro()));
        String place = PeeringRequest.place(held.kind());
        fixed(place + ".peerAsn.id", samePartner(request.peerAsn()));
        // An older caller sends back the type that it was shown.
        fixed(
                place + ".directPeeringType",
                request.type() == null || request.type() == held.type().shownIn(request.version()));
        fixed(
                "properties.connectivityProbes",
                request.probes() == null || request.probes().equals(held.probes()));
        if (!violations.none()) {
            return new Checked.Invalid<>(violations.error());
        }
        List<@Nullable ConnectionRequest> matches = matches();
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            Connection connection = held.connections().get(i);
            ConnectionRequest wanted = matches.get(i);
            if (wanted == null) {
                refuse(
                        place + ".connections",
                        "The connection " + connection.identifier()
                                + " is missing and can not be removed this way; ask for" + " it with POST connections/"
                                + connection.identifier() + "/requestRemoval");
            } else {
                connections.add(changed(connection, wanted));
            }
        }
        request.connections().stream()
                .filter(wanted -> !matches.contains(wanted))
                .map(Connection::fresh)
                .forEach(connections::add);
        return violations.checked(
                () -> held.described(request.sku(), request.tags()).connected(connections));
    }

    /**
     * For each connection held the request's: by identifier, and those without identifier in their order, so that
     * repeating a request that left the identifiers to us changes nothing.
     */
    private List<@Nullable ConnectionRequest> matches() {
        List<ConnectionRequest> nameless = new ArrayList<>(request.connections().stream()
                .filter(wanted -> wanted.identifier() == null)
                .toList());
        List<@Nullable ConnectionRequest> matches = new ArrayList<>();
        for (Connection connection : held.connections()) {
            ConnectionRequest named = request.connections().stream()
                    .filter(wanted -> wanted.names(connection))
                    .findFirst()
                    .orElse(null);
            matches.add(named != null ? named : nameless.isEmpty() ? null : nameless.removeFirst());
        }
        return matches;
    }

    private Connection changed(Connection connection, ConnectionRequest wanted) {
        if (wanted.provider() != null && wanted.provider() != connection.provider()) {
            refuse(wanted.target() + ".sessionAddressProvider", "sessionAddressProvider can not be changed");
        }
        if (wanted.facility() != null && !wanted.facility().equals(connection.facility())) {
            refuse(wanted.target() + ".peeringDBFacilityId", "peeringDBFacilityId can not be changed");
        }
        Connection used = used(connection, wanted);
        Connection changed = used.changed(wanted.bandwidth(), used.useForPeeringService(), session(connection, wanted));
        boolean again = connection.state() == ConnectionState.PROVISIONING_FAILED && !changed.equals(connection);
        return again ? changed.after(ConnectionEvent.RESUBMITTED, null) : changed;
    }

    /** What works changes its use by way of the operator; what does not work yet changes it at once. */
    private Connection used(Connection connection, ConnectionRequest wanted) {
        Boolean use = wanted.useForPeeringService();
        if (use == null || use == connection.useForPeeringService()) {
            return connection;
        }
        Connection turned = connection.changed(connection.bandwidth(), use, connection.session());
        if (connection.allows(ConnectionEvent.TYPE_CHANGE_REQUESTED)) {
            return turned.after(ConnectionEvent.TYPE_CHANGE_REQUESTED, null);
        }
        if (connection.state() == ConnectionState.TYPE_CHANGE_REQUESTED) {
            return connection.keepingItsUse(null);
        }
        if (connection.works()) {
            refuse(
                    wanted.target() + ".useForPeeringService",
                    "useForPeeringService of connection " + connection.identifier()
                            + " is just being changed and can not be changed");
            return connection;
        }
        return turned;
    }

    private boolean samePartner(PeerAsnReference partner) {
        return switch (partner) {
            case PeerAsnReference.Id(ResourceId id) -> held.peerAsn().equals(id);
            case PeerAsnReference.Bare(Asn asn) -> held.asn().equals(asn);
        };
    }

    private BgpSession session(Connection connection, ConnectionRequest wanted) {
        BgpSession session = connection.session();
        boolean failed = connection.state() == ConnectionState.PROVISIONING_FAILED;
        Optional<BgpSession> extended = session.extended(wanted.session());
        // With addresses of the cloud's the caller need not repeat what it was told.
        boolean loses = connection.provider() == SessionAddressProvider.PEER && session.losesIn(wanted.session());
        if (extended.isPresent() && !loses) {
            return extended.get();
        }
        if (!failed) {
            refuse(
                    wanted.target() + ".bgpSession",
                    "Session information of connection " + connection.identifier() + " can not be changed or removed"
                            + " this way; ask for it with POST connections/" + connection.identifier()
                            + "/requestSessionChange");
        }
        BgpSession replaced = wanted.session();
        return failed && replaced.md5() == null
                ? new BgpSession(replaced.v4(), replaced.v6(), session.md5())
                : replaced;
    }

    private void fixed(String target, boolean same) {
        if (!same) {
            refuse(target, target + " can not be changed");
        }
    }

    private void refuse(String target, String what) {
        violations.add(ErrorCode.CHANGE_NOT_ALLOWED, target, what + ALLOWED);
    }

    /** "East US" and "eastus" are the same place (contract section G.3). */
    private static String normal(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
