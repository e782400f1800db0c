/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import java.util.List;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * What to watch, and what is legal for it.
 *
 * @param legalOrigins who may originate it or a part of it; empty while no customer has activated it: then no origin is
 *     called wrong
 * @param sessions where its announcement is required
 */
public record MonitoredPrefix(IpPrefix prefix, long revision, List<Asn> legalOrigins, List<RequiredSession> sessions)
        implements Revisioned {
    public MonitoredPrefix {
        legalOrigins = List.copyOf(legalOrigins);
        sessions = List.copyOf(sessions);
    }

    @Override
    public String key() {
        return prefix.toString();
    }
}
