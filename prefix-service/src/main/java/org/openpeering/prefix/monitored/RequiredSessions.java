/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;

/** On which sessions a prefix has to be announced: those of active connections, of the prefix's own family. Pure. */
public final class RequiredSessions {
    private static final Comparator<RequiredSession> ORDER = Comparator.comparing(RequiredSession::peerAddress)
            .thenComparing(RequiredSession::peerAsn)
            .thenComparing(session -> session.metro().toLowerCase(Locale.ROOT));

    private RequiredSessions() {}

    /** Every session of the peering under which the prefix is registered. */
    public static List<RequiredSession> ofPeering(@Nullable Peering peering, Family family) {
        return peering == null
                ? List.of()
                : merge(active(peering, family)
                        .map(session -> required(peering, session, SessionRole.PRIMARY))
                        .toList());
    }

    /**
     * The sessions of a provider that a customer depends on.
     *
     * @param peerings of all of the provider's AS numbers
     * @param backup null: there is none
     */
    public static List<RequiredSession> ofCustomer(
            Collection<Peering> peerings, String primary, @Nullable String backup, Family family) {
        List<RequiredSession> sessions = new ArrayList<>();
        for (Peering peering : peerings) {
            boolean isPrimary = peering.metro().equalsIgnoreCase(primary);
            boolean isBackup = backup != null && peering.metro().equalsIgnoreCase(backup);
            if (isPrimary || isBackup) {
                SessionRole role = isPrimary ? SessionRole.PRIMARY : SessionRole.BACKUP;
                active(peering, family)
                        .filter(ConfiguredSession::useForPeeringService)
                        .forEach(session -> sessions.add(required(peering, session, role)));
            }
        }
        return merge(sessions);
    }

    /** Each session once, in a fixed order; primary for one is primary for all. */
    public static List<RequiredSession> merge(Collection<RequiredSession> sessions) {
        Map<String, RequiredSession> byIdentity = new LinkedHashMap<>();
        for (RequiredSession session : sessions) {
            String identity = session.peerAddress() + "|" + session.peerAsn() + "|"
                    + session.metro().toLowerCase(Locale.ROOT);
            byIdentity.merge(identity, session, (a, b) -> a.role() == SessionRole.PRIMARY ? a : b);
        }
        return byIdentity.values().stream().sorted(ORDER).toList();
    }

    private static Stream<ConfiguredSession> active(Peering peering, Family family) {
        return peering.sessions().stream()
                .filter(session -> session.connectionState() == ConnectionState.ACTIVE)
                .filter(session -> session.peerAddress().family() == family);
    }

    private static RequiredSession required(Peering peering, ConfiguredSession session, SessionRole role) {
        return new RequiredSession(session.peerAddress(), peering.asn(), peering.metro(), role);
    }
}
