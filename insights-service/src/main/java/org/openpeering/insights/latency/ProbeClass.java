/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.latency.ProbeKind;

/** Which times may be added up: a handshake is longer than the way, so it never stands beside a round trip. */
public enum ProbeClass implements WireEnum {
    /** TCP connect, ICMP echo, the target's own line of a traceroute, TCP of flows. */
    ROUND_TRIP,
    TLS_HANDSHAKE,
    HTTP_FIRST_BYTE;

    public static ProbeClass of(ProbeKind kind) {
        return switch (kind) {
            case TLS_HANDSHAKE -> TLS_HANDSHAKE;
            case HTTP_FIRST_BYTE -> HTTP_FIRST_BYTE;
            default -> ROUND_TRIP;
        };
    }
}
