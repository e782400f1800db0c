/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.partner.Violations;
import org.openpeering.partner.connection.ConnectionRequest;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.session.BgpSession;

/** Whether a request asks for a legacy peering as it is: conversion comes first, changes after it. Pure. */
final class LegacyConversion {
    private LegacyConversion() {}

    /** What the request changes; empty when nothing. */
    static Optional<ApiError> modification(PeeringRequest legacy, PeeringRequest wanted) {
        Violations violations = new Violations();
        String place = PeeringRequest.place(wanted.kind());
        same("sku.name", legacy.sku(), wanted.sku(), violations);
        same(place + ".directPeeringType", type(legacy), type(wanted), violations);
        for (ConnectionRequest connection : wanted.connections()) {
            legacy.connections().stream()
                    .filter(held -> shareSession(held, connection))
                    .findFirst()
                    .ifPresentOrElse(
                            held -> compare(held, connection, violations),
                            () -> refuse(connection.target(), "is not part of the legacy peering", violations));
        }
        if (wanted.connections().size() < legacy.connections().size()) {
            refuse(place + ".connections", "lacks connections of the legacy peering", violations);
        }
        return violations.none() ? Optional.empty() : Optional.of(violations.error());
    }

    private static void compare(ConnectionRequest held, ConnectionRequest wanted, Violations violations) {
        same(wanted.target() + ".bandwidthInMbps", held.bandwidth(), wanted.bandwidth(), violations);
        same(wanted.target() + ".peeringDBFacilityId", held.facility(), wanted.facility(), violations);
        BgpSession session = held.session();
        boolean kept = session.extended(wanted.session())
                .filter(extended ->
                        extended.v4().equals(session.v4()) && extended.v6().equals(session.v6()))
                .isPresent();
        if (!kept || session.losesIn(wanted.session())) {
            refuse(wanted.target() + ".bgpSession", "differs from the legacy peering's", violations);
        }
    }

    private static boolean shareSession(ConnectionRequest held, ConnectionRequest wanted) {
        BgpSession one = held.session();
        BgpSession other = wanted.session();
        return (one.v4().configured()
                        && Objects.equals(one.v4().peer(), other.v4().peer()))
                || (one.v6().configured()
                        && Objects.equals(one.v6().peer(), other.v6().peer()));
    }

    private static DirectPeeringType type(PeeringRequest request) {
        return Objects.requireNonNullElse(request.type(), DirectPeeringType.EDGE);
    }

    private static void same(String target, @Nullable Object held, @Nullable Object wanted, Violations violations) {
        if (!Objects.equals(held, wanted)) {
            refuse(target, "differs from the legacy peering's", violations);
        }
    }

    private static void refuse(String target, String what, Violations violations) {
        violations.add(
                ErrorCode.CHANGE_NOT_ALLOWED,
                target,
                target + " " + what + "; a legacy peering is converted unchanged and can be changed after that.");
    }
}
