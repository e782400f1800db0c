/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import java.util.Locale;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpAddress;

/**
 * A connectivity probe that a partner asks for with its peering.
 *
 * @param endpoint in the partner's network, as the partner says
 * @param region where it is to start
 */
public record PeeringProbe(IpAddress endpoint, String region, ProbeProtocol protocol) {
    /** What its measurements are of, as samples name it. */
    public String test(ResourceId peering) {
        return peering.key() + "/connectivityprobes/" + endpoint + "/"
                + protocol.wire().toLowerCase(Locale.ROOT);
    }
}
