/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.latency;

import org.openpeering.contract.arm.WireEnum;

/** What was done to measure. */
public enum ProbeKind implements WireEnum {
    TCP_CONNECT,
    TLS_HANDSHAKE,
    HTTP_FIRST_BYTE,
    ICMP_ECHO,
    TRACEROUTE;

    /** Whether it asks a port. */
    public boolean hasPort() {
        return this == TCP_CONNECT || this == TLS_HANDSHAKE || this == HTTP_FIRST_BYTE;
    }
}
