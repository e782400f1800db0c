/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.util.Objects;
import org.openpeering.contract.net.IpAddress;

/** Measures what is asked for, to an address that was looked at. Durations are those of the monotonic clock. */
public final class Prober {
    private final SocketProbes sockets = new SocketProbes();
    private final SystemProbes programs;

    public Prober(SystemProbes programs) {
        this.programs = programs;
    }

    public Measured measure(AssignedTest test, IpAddress address) throws InterruptedException {
        return switch (test.probe()) {
            case TCP_CONNECT, TLS_HANDSHAKE, HTTP_FIRST_BYTE -> sockets.measure(test, address, port(test));
            case ICMP_ECHO -> programs.echo(address, test.count(), test.timeout());
            case TRACEROUTE -> programs.traceroute(address);
        };
    }

    private static int port(AssignedTest test) {
        return Objects.requireNonNullElse(test.port(), test.secure() ? 443 : 80);
    }
}
