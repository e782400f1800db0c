/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.network.NetworkRules;

/**
 * Everything that a validation looks at, of one moment.
 *
 * @param at the moment
 * @param choice what a customer chose; null for a registered prefix
 * @param sessions where the prefix has to be announced, of its own family
 * @param monitoredRevision what insights was told to watch; 0: nothing
 * @param matchedRevision what insights has matched every route against; 0: nothing yet
 * @param allowedAsns numbers that are not public and may still be in a path: those of approved partners of a lab
 * @param registries what they say about the prefix and its origins
 */
@RegisterForReflection(
        targets = {
            Evidence.class,
            Evidence.Choice.class,
            Evidence.Origins.class,
            Evidence.OwnAsn.class,
            NetworkRules.class
        })
public record Evidence(
        Instant at,
        IpPrefix prefix,
        NetworkRules rules,
        @Nullable Choice choice,
        List<SessionEvidence> sessions,
        long monitoredRevision,
        long matchedRevision,
        Set<Asn> allowedAsns,
        RegistryEvidence registries) {
    public Evidence {
        sessions = List.copyOf(sessions);
        allowedAsns = Set.copyOf(allowedAsns);
    }

    /** Where no registry is used. */
    public Evidence(
            Instant at,
            IpPrefix prefix,
            NetworkRules rules,
            @Nullable Choice choice,
            List<SessionEvidence> sessions,
            long monitoredRevision,
            long matchedRevision,
            Set<Asn> allowedAsns) {
        this(
                at,
                prefix,
                rules,
                choice,
                sessions,
                monitoredRevision,
                matchedRevision,
                allowedAsns,
                RegistryEvidence.NONE);
    }

    /**
     * A customer's peering service, and the key. Provider and primary location are empty when none was chosen.
     *
     * @param providerKnown whether there is a provider of this name
     * @param primaryServed whether the provider serves the location
     * @param backupLocation null: none
     * @param keyMatches whether a key was given that is good for this prefix, and still is
     * @param origin the registered ASN whose key was given; null: the key is of the prefix
     * @param keyId names the key without giving it away; null: none was given, or it is not known
     * @param origins who may originate the prefix; null: not looked at
     */
    public record Choice(
            String provider,
            boolean providerKnown,
            String primaryLocation,
            boolean primaryServed,
            @Nullable String backupLocation,
            boolean backupServed,
            boolean keyMatches,
            @Nullable Asn origin,
            @Nullable String keyId,
            @Nullable Origins origins) {
        /** With the key of a prefix, whoever originates it. */
        public Choice(
                String provider,
                boolean providerKnown,
                String primaryLocation,
                boolean primaryServed,
                @Nullable String backupLocation,
                boolean backupServed,
                boolean keyMatches) {
            this(
                    provider,
                    providerKnown,
                    primaryLocation,
                    primaryServed,
                    backupLocation,
                    backupServed,
                    keyMatches,
                    null,
                    null,
                    null);
        }
    }

    /**
     * The AS numbers that speak for a prefix which is claimed with its key (contract section C.3).
     *
     * @param partner all numbers of the provider that registered it
     * @param peerAsnName the PeerAsn of that peering
     * @param own approved ones of the customer's subscription
     */
    public record Origins(List<Asn> partner, String peerAsnName, List<OwnAsn> own) {
        public Origins {
            partner = List.copyOf(partner);
            own = List.copyOf(own);
        }

        /** Whether it is one of the partner's or of the customer's numbers, whatever its name. */
        public boolean knows(Asn asn) {
            return partner.contains(asn)
                    || own.stream().anyMatch(mine -> mine.asn().equals(asn));
        }
    }

    /** A customer's PeerAsn. */
    public record OwnAsn(String name, Asn asn) {}

    /** Whether absence of a route means that it is not announced. */
    public boolean complete() {
        return monitoredRevision > 0 && matchedRevision >= monitoredRevision;
    }

    /** Whether routes may be looked at: who has no key is not told about the routes of a prefix. */
    public boolean entitled() {
        return choice == null || choice.keyMatches();
    }

    public List<SessionEvidence> sessions(SessionRole role) {
        return sessions.stream()
                .filter(session -> session.session().role() == role)
                .toList();
    }
}
