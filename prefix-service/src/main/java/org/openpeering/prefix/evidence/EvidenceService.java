/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.monitored.RequiredSessions;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.routes.RoutesRepository;

/** Gathers evidence from the copies; decides nothing. */
@ApplicationScoped
public class EvidenceService {
    private final PartnerRepository partners;
    private final RoutesRepository routes;
    private final NetworkRules rules;
    private final RegistrySource registries;

    EvidenceService(
            PartnerRepository partners, RoutesRepository routes, NetworkRules rules, RegistrySource registries) {
        this.partners = partners;
        this.routes = routes;
        this.rules = rules;
        this.registries = registries;
    }

    /**
     * What a customer prefix refers to.
     *
     * @param claim null: it has no key, or none that is good for the prefix
     * @param monitoredRevision 0: not monitored
     */
    public record CustomerSubject(
            String subscription,
            IpPrefix prefix,
            String provider,
            String primaryLocation,
            @Nullable String backupLocation,
            @Nullable Claim claim,
            long monitoredRevision) {
        public CustomerSubject at(String primary, @Nullable String backup) {
            return new CustomerSubject(subscription, prefix, provider, primary, backup, claim, monitoredRevision);
        }
    }

    /**
     * What its key is good for.
     *
     * @param peeringKey of the registration
     * @param origin the registered ASN; null: the key is of the prefix
     * @param keyId names the key without giving it away
     */
    public record Claim(String peeringKey, @Nullable Asn origin, String keyId) {}

    /** What does not change from one target to the next of a batch. */
    public record Common(
            Instant at,
            Map<String, String> metroOfRouter,
            Set<Asn> allowedAsns,
            Facts facts,
            RegistrySource registries) {}

    /** @param prefixes of the batch */
    public Common common(Collection<IpPrefix> prefixes) {
        return common(prefixes, registries);
    }

    /**
     * @param prefixes of the batch
     * @param source what to ask instead of the registries in force
     */
    public Common common(Collection<IpPrefix> prefixes, RegistrySource source) {
        Map<String, String> metros = new HashMap<>();
        for (EdgeRouter router : Objects.requireNonNull(Work.await(partners::routers))) {
            metros.put(router.name(), router.metro());
        }
        Set<Asn> allowed = rules.reservedNumbers()
                ? new HashSet<>(Objects.requireNonNull(Work.await(partners::approvedReservedAsns)))
                : Set.of();
        return new Common(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                metros,
                allowed,
                new Facts(partners, routes, prefixes),
                source);
    }

    /** @param peeringKey the parent */
    public Evidence ofRegistered(Common common, IpPrefix prefix, String peeringKey, long monitoredRevision) {
        Peering parent = common.facts().peering(peeringKey);
        List<RequiredSession> required = RequiredSessions.ofPeering(parent, prefix.family());
        return evidence(common, prefix, null, required, monitoredRevision);
    }

    public Evidence ofCustomer(Common common, CustomerSubject subject) {
        Provider provider = common.facts().provider(subject.provider());
        List<Peering> peerings = common.facts().peeringsOf(provider);
        List<RequiredSession> required = RequiredSessions.ofCustomer(
                peerings,
                subject.primaryLocation(),
                subject.backupLocation(),
                subject.prefix().family());
        String backup = subject.backupLocation();
        Claim claim = subject.claim();
        // The registration's peering has to be the provider's now, not only when the key was given.
        boolean keyMatches = claim != null
                && peerings.stream().anyMatch(peering -> peering.key().equals(claim.peeringKey()));
        Evidence.Choice choice = new Evidence.Choice(
                subject.provider(),
                provider != null,
                subject.primaryLocation(),
                provider != null && provider.serves(subject.primaryLocation()),
                backup,
                backup == null || (provider != null && provider.serves(backup)),
                keyMatches,
                claim == null ? null : claim.origin(),
                claim == null ? null : claim.keyId(),
                keyMatches && claim != null ? origins(common.facts(), subject.subscription(), claim, provider) : null);
        return evidence(common, subject.prefix(), choice, required, subject.monitoredRevision());
    }

    /** Null where the key itself names the origin. */
    private static Evidence.@Nullable Origins origins(
            Facts facts, String subscription, Claim claim, @Nullable Provider provider) {
        Peering peering = facts.peering(claim.peeringKey());
        return peering == null || provider == null || claim.origin() != null
                ? null
                : new Evidence.Origins(
                        provider.asns(),
                        peering.peerAsnId().name(),
                        facts.approvedAsns(subscription).stream()
                                .map(own -> new Evidence.OwnAsn(own.id().name(), own.asn()))
                                .toList());
    }

    private Evidence evidence(
            Common common,
            IpPrefix prefix,
            Evidence.@Nullable Choice choice,
            List<RequiredSession> required,
            long monitoredRevision) {
        PrefixRoutes announced = common.facts().routes(prefix);
        Map<IpAddress, List<ObservedSession>> seen = common
                .facts()
                .sessions(required.stream().map(RequiredSession::peerAddress).collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.groupingBy(ObservedSession::peerAddress));
        List<SessionEvidence> sessions = required.stream()
                .map(session -> session(
                        common,
                        session,
                        seen.getOrDefault(session.peerAddress(), List.of()),
                        announced == null ? List.of() : announced.routes()))
                .toList();
        long matched = announced == null ? 0 : announced.monitoredRevision();
        Set<AsPath> paths = sessions.stream()
                .flatMap(session -> session.routes().stream())
                .map(ObservedRoute::asPath)
                .collect(Collectors.toSet());
        return new Evidence(
                common.at(),
                prefix,
                rules,
                choice,
                sessions,
                monitoredRevision,
                matched,
                common.allowedAsns(),
                common.registries().evidence(prefix, paths, common.at()));
    }

    private static SessionEvidence session(
            Common common, RequiredSession session, List<ObservedSession> seen, List<ObservedRoute> announced) {
        List<ObservedSession> observed = seen.stream()
                .filter(candidate -> candidate.peerAsn().equals(session.peerAsn()))
                .filter(candidate -> sameMetro(common.metroOfRouter().get(candidate.router()), session.metro()))
                .toList();
        SessionEvidence bare = new SessionEvidence(session, observed, List.of());
        Set<String> routers = bare.routers();
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
}
