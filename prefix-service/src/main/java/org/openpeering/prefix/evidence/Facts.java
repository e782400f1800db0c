/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.prefix.monitored.RequiredSessions;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.partner.PartnerFacts;

/**
 * What a batch of subjects is looked at by, each thing read once: most prefixes of a batch share peerings and sessions.
 * Pure: evidence follows from it without another look at the database.
 */
public final class Facts {
    private final Instant at;
    private final NetworkRules rules;
    private final RegistrySource registries;
    private final Network network;
    private final PartnerFacts partners;
    private final Map<IpPrefix, PrefixRoutes> routes;
    private final Map<IpAddress, List<ObservedSession>> sessions;

    /**
     * What is the same for every subject.
     *
     * @param allowedAsns numbers that are not public and may still be in a path
     */
    record Network(Map<String, String> metroOfRouter, Set<Asn> allowedAsns) {
        static Network of(Collection<EdgeRouter> routers, Set<Asn> allowedAsns) {
            return new Network(
                    routers.stream().collect(Collectors.toMap(EdgeRouter::name, EdgeRouter::metro, (a, b) -> b)),
                    allowedAsns);
        }
    }

    private Facts(
            Instant at,
            NetworkRules rules,
            RegistrySource registries,
            Network network,
            PartnerFacts partners,
            Map<IpPrefix, PrefixRoutes> routes,
            Map<IpAddress, List<ObservedSession>> sessions) {
        this.at = at;
        this.rules = rules;
        this.registries = registries;
        this.network = network;
        this.partners = partners;
        this.routes = routes;
        this.sessions = sessions;
    }

    /** Nothing is known yet. */
    static Facts none(Instant at, NetworkRules rules, RegistrySource registries) {
        return new Facts(at, rules, registries, new Network(Map.of(), Set.of()), PartnerFacts.NONE, Map.of(), Map.of());
    }

    Facts with(Network known) {
        return new Facts(at, rules, registries, known, partners, routes, sessions);
    }

    Facts with(PartnerFacts known) {
        return new Facts(at, rules, registries, network, known, routes, sessions);
    }

    Facts withRoutes(Collection<PrefixRoutes> known) {
        return new Facts(
                at,
                rules,
                registries,
                network,
                partners,
                known.stream().collect(Collectors.toMap(PrefixRoutes::prefix, Function.identity())),
                sessions);
    }

    Facts withSessions(Collection<ObservedSession> known) {
        return new Facts(
                at,
                rules,
                registries,
                network,
                partners,
                routes,
                known.stream().collect(Collectors.groupingBy(ObservedSession::peerAddress)));
    }

    /** The addresses of all sessions on which one of the subjects has to be announced. */
    Set<IpAddress> peers(Collection<? extends Subject> subjects) {
        return subjects.stream()
                .flatMap(subject -> required(subject).stream())
                .map(RequiredSession::peerAddress)
                .collect(Collectors.toSet());
    }

    private List<RequiredSession> required(Subject subject) {
        return switch (subject) {
            case Subject.Registered registered ->
                RequiredSessions.ofPeering(
                        partners.peering(registered.peeringKey()),
                        registered.prefix().family());
            case Subject.Customer customer ->
                RequiredSessions.ofCustomer(
                        partners.peeringsOf(partners.provider(customer.provider())),
                        customer.primaryLocation(),
                        customer.backupLocation(),
                        customer.prefix().family());
        };
    }

    /** @param subject one of the batch */
    public Evidence evidence(Subject subject) {
        PrefixRoutes announced = routes.get(subject.prefix());
        List<ObservedRoute> announcements = announced == null ? List.of() : announced.routes();
        List<SessionEvidence> seen = required(subject).stream()
                .map(session -> session(session, announcements))
                .toList();
        Set<AsPath> paths = seen.stream()
                .flatMap(session -> session.routes().stream())
                .map(ObservedRoute::asPath)
                .collect(Collectors.toSet());
        return new Evidence(
                at,
                subject.prefix(),
                rules,
                choice(subject),
                seen,
                subject.monitoredRevision(),
                announced == null ? 0 : announced.monitoredRevision(),
                network.allowedAsns(),
                registries.evidence(subject.prefix(), paths, at));
    }

    private SessionEvidence session(RequiredSession session, List<ObservedRoute> announced) {
        List<ObservedSession> observed = sessions.getOrDefault(session.peerAddress(), List.of()).stream()
                .filter(candidate -> candidate.peerAsn().equals(session.peerAsn()))
                .filter(candidate -> sameMetro(network.metroOfRouter().get(candidate.router()), session.metro()))
                .toList();
        Set<String> routers = new SessionEvidence(session, observed, List.of()).routers();
        List<ObservedRoute> carried = announced.stream()
                .filter(route -> route.peerAddress().equals(session.peerAddress())
                        && route.peerAsn().equals(session.peerAsn())
                        && routers.contains(route.router()))
                .toList();
        return new SessionEvidence(session, observed, carried);
    }

    private static boolean sameMetro(@Nullable String a, String b) {
        return a != null && a.equalsIgnoreCase(b);
    }

    private Evidence.@Nullable Choice choice(Subject subject) {
        return switch (subject) {
            case Subject.Registered _ -> null;
            case Subject.Customer customer -> choice(customer);
        };
    }

    private Evidence.Choice choice(Subject.Customer customer) {
        Provider provider = partners.provider(customer.provider());
        String backup = customer.backupLocation();
        Subject.Claim claim = customer.claim();
        // The registration's peering has to be the provider's now, not only when the key was given.
        boolean keyMatches = claim != null
                && partners.peeringsOf(provider).stream()
                        .anyMatch(peering -> peering.key().equals(claim.peeringKey()));
        return new Evidence.Choice(
                customer.provider(),
                provider != null,
                customer.primaryLocation(),
                provider != null && provider.serves(customer.primaryLocation()),
                backup,
                backup == null || (provider != null && provider.serves(backup)),
                keyMatches,
                claim == null ? null : claim.origin(),
                claim == null ? null : claim.keyId(),
                keyMatches && claim != null ? origins(customer.subscription(), claim, provider) : null);
    }

    /** Null where the key itself names the origin. */
    private Evidence.@Nullable Origins origins(
            Subscription subscription, Subject.Claim claim, @Nullable Provider provider) {
        Peering peering = partners.peering(claim.peeringKey());
        return peering == null || provider == null || claim.origin() != null
                ? null
                : new Evidence.Origins(
                        provider.asns(),
                        peering.peerAsnId().name(),
                        partners.approvedAsns(subscription).stream()
                                .map(own -> new Evidence.OwnAsn(own.id().name(), own.asn()))
                                .toList());
    }
}
