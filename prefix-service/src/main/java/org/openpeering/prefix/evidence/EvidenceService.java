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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.prefix.RequiredSession;
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
     * @param registrationPeering of the registration whose key it has; null: no such key
     * @param origin the registered ASN whose key it has; null: the key is of the prefix
     * @param monitoredRevision 0: not monitored
     */
    public record CustomerSubject(
            IpPrefix prefix,
            String provider,
            String primaryLocation,
            @Nullable String backupLocation,
            @Nullable String registrationPeering,
            @Nullable Asn origin,
            long monitoredRevision) {
        public CustomerSubject at(String primary, @Nullable String backup) {
            return new CustomerSubject(
                    prefix, provider, primary, backup, registrationPeering, origin, monitoredRevision);
        }
    }

    /** What does not change from one target to the next of a batch. */
    public record Common(Instant at, Map<String, String> metroOfRouter, Set<Asn> allowedAsns, Facts facts) {}

    /** @param prefixes of the batch */
    public Common common(Collection<IpPrefix> prefixes) {
        Map<String, String> metros = new HashMap<>();
        for (EdgeRouter router : partners.routers()) {
            metros.put(router.name(), router.metro());
        }
        Set<Asn> allowed = rules.reservedNumbers() ? new HashSet<>(partners.approvedReservedAsns()) : Set.of();
        return new Common(
                Instant.now().truncatedTo(ChronoUnit.MICROS), metros, allowed, new Facts(partners, routes, prefixes));
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
        Evidence.Choice choice = new Evidence.Choice(
                subject.provider(),
                provider != null,
                subject.primaryLocation(),
                provider != null && provider.serves(subject.primaryLocation()),
                backup,
                backup == null || (provider != null && provider.serves(backup)),
                keyMatches(subject, peerings),
                subject.origin());
        return evidence(common, subject.prefix(), choice, required, subject.monitoredRevision());
    }

    /** The registration's peering has to be the provider's now, not only when the key was given. */
    private static boolean keyMatches(CustomerSubject subject, List<Peering> peerings) {
        String registeredUnder = subject.registrationPeering();
        return registeredUnder != null
                && peerings.stream().anyMatch(peering -> peering.key().equals(registeredUnder));
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
        Set<Asn> origins = sessions.stream()
                .flatMap(session -> session.routes().stream())
                .flatMap(route -> route.asPath().origin().stream())
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
                registries.evidence(prefix, origins, common.at()));
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
