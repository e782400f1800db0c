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
 * @param policy the owner's further word; {@link RoutingPolicy#NONE} in messages that are older than this member
 * @param probeTargets what the owner offers to be measured; none in messages that are older than this member
 */
public record MonitoredPrefix(
        IpPrefix prefix,
        long revision,
        List<Asn> legalOrigins,
        List<RequiredSession> sessions,
        RoutingPolicy policy,
        List<ProbeTarget> probeTargets)
        implements Revisioned {
    public MonitoredPrefix {
        legalOrigins = List.copyOf(legalOrigins);
        sessions = List.copyOf(sessions);
        policy = policy == null ? RoutingPolicy.NONE : policy;
        probeTargets = probeTargets == null ? List.of() : List.copyOf(probeTargets);
    }

    /** Of an owner who offers nothing to be measured. */
    public MonitoredPrefix(
            IpPrefix prefix,
            long revision,
            List<Asn> legalOrigins,
            List<RequiredSession> sessions,
            RoutingPolicy policy) {
        this(prefix, revision, legalOrigins, sessions, policy, List.of());
    }

    /** Of an owner who has said nothing more. */
    public MonitoredPrefix(IpPrefix prefix, long revision, List<Asn> legalOrigins, List<RequiredSession> sessions) {
        this(prefix, revision, legalOrigins, sessions, RoutingPolicy.NONE);
    }

    @Override
    public String key() {
        return prefix.toString();
    }
}
