/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import java.util.List;
import org.openpeering.contract.net.Asn;

/**
 * What follows from the registration of a customer prefix, whatever its owner says; of one without a key nothing does.
 *
 * @param legalOrigins who may originate it
 * @param upstreams who may stand next to them: the partner's AS numbers
 */
public record Implied(List<Asn> legalOrigins, List<Asn> upstreams) {
    public static final Implied NOTHING = new Implied(List.of(), List.of());

    public Implied {
        legalOrigins = List.copyOf(legalOrigins);
        upstreams = List.copyOf(upstreams);
    }
}
