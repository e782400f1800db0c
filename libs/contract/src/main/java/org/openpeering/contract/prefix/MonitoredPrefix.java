/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
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
 * @param holders the resources that it is of: registered prefixes and AS numbers, and customers' prefixes with their keys; none in
 *     messages that are older than this member
 * @param serviceLocation where its peering service says that the customer is, a name of the catalogue; null where nobody says, or
 *     several say different things
 */
public record MonitoredPrefix(
        IpPrefix prefix,
        long revision,
        List<Asn> legalOrigins,
        List<RequiredSession> sessions,
        RoutingPolicy policy,
        List<ProbeTarget> probeTargets,
        List<ResourceId> holders,
        @Nullable String serviceLocation)
        implements Revisioned {
    public MonitoredPrefix {
        legalOrigins = List.copyOf(legalOrigins);
        sessions = List.copyOf(sessions);
        policy = policy == null ? RoutingPolicy.NONE : policy;
        probeTargets = probeTargets == null ? List.of() : List.copyOf(probeTargets);
        holders = holders == null ? List.of() : List.copyOf(holders);
    }

    /** Of an owner who offers nothing to be measured, and of whom it is not said. */
    public MonitoredPrefix(
            IpPrefix prefix,
            long revision,
            List<Asn> legalOrigins,
            List<RequiredSession> sessions,
            RoutingPolicy policy) {
        this(prefix, revision, legalOrigins, sessions, policy, List.of(), List.of(), null);
    }

    /** Of a customer who does not say where he is. */
    public MonitoredPrefix(
            IpPrefix prefix,
            long revision,
            List<Asn> legalOrigins,
            List<RequiredSession> sessions,
            RoutingPolicy policy,
            List<ProbeTarget> probeTargets) {
        this(prefix, revision, legalOrigins, sessions, policy, probeTargets, List.of(), null);
    }

    /** Of an owner who has said nothing more. */
    public MonitoredPrefix(IpPrefix prefix, long revision, List<Asn> legalOrigins, List<RequiredSession> sessions) {
        this(prefix, revision, legalOrigins, sessions, RoutingPolicy.NONE);
    }

    /** Of whom it is not said. */
    public MonitoredPrefix(
            IpPrefix prefix,
            long revision,
            List<Asn> legalOrigins,
            List<RequiredSession> sessions,
            RoutingPolicy policy,
            List<ProbeTarget> probeTargets,
            @Nullable String serviceLocation) {
        this(prefix, revision, legalOrigins, sessions, policy, probeTargets, List.of(), serviceLocation);
    }

    /** The same, of these resources. */
    public MonitoredPrefix heldBy(List<ResourceId> resources) {
        return new MonitoredPrefix(
                prefix, revision, legalOrigins, sessions, policy, probeTargets, resources, serviceLocation);
    }

    @Override
    public String key() {
        return prefix.toString();
    }
}
