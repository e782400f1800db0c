/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.routes.RoutesRepository;

/** What a batch of validations looks at, each thing read once: most prefixes of a batch share peerings and sessions. */
public final class Facts {
    private final PartnerRepository partners;
    private final RoutesRepository observed;
    private final Map<String, PrefixRoutes> routes;
    private final Map<String, Optional<Peering>> peerings = new HashMap<>();
    private final Map<String, Optional<Provider>> providers = new HashMap<>();
    private final Map<String, List<Peering>> peeringsOf = new HashMap<>();
    private final Map<String, List<PeerAsn>> approved = new HashMap<>();
    private final Map<IpAddress, List<ObservedSession>> sessions = new HashMap<>();

    Facts(PartnerRepository partners, RoutesRepository observed, Collection<IpPrefix> prefixes) {
        this.partners = partners;
        this.observed = observed;
        this.routes = observed.routes(prefixes).stream().collect(Collectors.toMap(PrefixRoutes::key, r -> r));
    }

    @Nullable
    PrefixRoutes routes(IpPrefix prefix) {
        return routes.get(prefix.toString());
    }

    @Nullable
    Peering peering(String key) {
        return peerings.computeIfAbsent(key, asked -> Optional.ofNullable(Work.await(() -> partners.peering(asked))))
                .orElse(null);
    }

    @Nullable
    Provider provider(String name) {
        return providers
                .computeIfAbsent(name, asked -> Optional.ofNullable(Work.await(() -> partners.provider(asked))))
                .orElse(null);
    }

    List<Peering> peeringsOf(@Nullable Provider provider) {
        return provider == null
                ? List.of()
                : peeringsOf.computeIfAbsent(
                        provider.key(),
                        _ -> Objects.requireNonNull(Work.await(() -> partners.peeringsOf(provider.asns()))));
    }

    List<PeerAsn> approvedAsns(String subscription) {
        return approved.computeIfAbsent(
                subscription, asked -> Objects.requireNonNull(Work.await(() -> partners.approvedAsns(asked))));
    }

    /** What was seen of the sessions with these addresses. */
    List<ObservedSession> sessions(Set<IpAddress> peers) {
        Set<IpAddress> missing = new HashSet<>(peers);
        missing.removeAll(sessions.keySet());
        if (!missing.isEmpty()) {
            missing.forEach(peer -> sessions.put(peer, new ArrayList<>()));
            observed.sessions(missing)
                    .forEach(session -> sessions.getOrDefault(session.peerAddress(), new ArrayList<>())
                            .add(session));
        }
        return peers.stream()
                .flatMap(peer -> sessions.getOrDefault(peer, List.of()).stream())
                .toList();
    }
}
