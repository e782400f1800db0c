/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.sql.Computation;
import org.openpeering.prefix.evidence.Facts.Network;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.partner.PartnerFacts.Wanted;
import org.openpeering.prefix.partner.PartnerFactsRepository;
import org.openpeering.prefix.routes.RoutesRepository;

/** Gathers from the copies what evidence follows from, in the caller's session; decides nothing. */
@ApplicationScoped
public class EvidenceService {
    private final PartnerFactsRepository partners;
    private final RoutesRepository routes;
    private final NetworkRules rules;
    private final RegistrySource registries;

    EvidenceService(
            PartnerFactsRepository partners, RoutesRepository routes, NetworkRules rules, RegistrySource registries) {
        this.partners = partners;
        this.routes = routes;
        this.rules = rules;
        this.registries = registries;
    }

    /** @param subjects of a batch */
    public Uni<Facts> facts(Collection<? extends Subject> subjects) {
        return facts(subjects, registries);
    }

    /**
     * @param subjects of a batch
     * @param source what to ask instead of the registries in force
     */
    public Uni<Facts> facts(Collection<? extends Subject> subjects, RegistrySource source) {
        Facts nothing = Facts.none(Instant.now().truncatedTo(ChronoUnit.MICROS), rules, source);
        return subjects.isEmpty() ? Uni.createFrom().item(nothing) : facts(subjects, nothing);
    }

    private Uni<Facts> facts(Collection<? extends Subject> subjects, Facts nothing) {
        return network()
                .map(nothing::with)
                .chain(facts -> routes.routes(
                                subjects.stream().map(Subject::prefix).collect(Collectors.toSet()))
                        .map(facts::withRoutes))
                .chain(facts -> partners.read(wanted(subjects)).map(facts::with))
                .chain(facts -> Computation.of(subjects.size(), () -> facts.peers(subjects))
                        .chain(routes::sessions)
                        .map(facts::withSessions));
    }

    private Uni<Network> network() {
        return partners.routers().chain(routers -> allowed().map(allowed -> Network.of(routers, allowed)));
    }

    private Uni<Set<Asn>> allowed() {
        return rules.reservedNumbers()
                ? partners.approvedReservedAsns()
                : Uni.createFrom().item(Set.of());
    }

    private static Wanted wanted(Collection<? extends Subject> subjects) {
        Set<String> peerings = new HashSet<>();
        Set<String> providers = new HashSet<>();
        Set<Subscription> subscriptions = new HashSet<>();
        for (Subject subject : subjects) {
            switch (subject) {
                case Subject.Registered registered -> peerings.add(registered.peeringKey());
                case Subject.Customer customer -> {
                    providers.add(Provider.key(customer.provider()));
                    // A key that names its origin needs no PeerAsn.
                    if (customer.claim() != null && customer.claim().origin() == null) {
                        subscriptions.add(customer.subscription());
                    }
                }
            }
        }
        return new Wanted(peerings, providers, subscriptions);
    }
}
