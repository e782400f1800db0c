/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.monitored.MonitoredPrefixPlan.Customer;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Claim;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Held;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Registered;
import org.openpeering.prefix.partner.PartnerRepository;

/**
 * Keeps the topic {@code monitored-prefixes} equal to what is registered and claimed.
 *
 * <p>A record's row is locked before anything is read that it follows from. So of two that compute it at the same time
 * the second reads when the first has committed, and what is said last follows from everything (promise D3). Nothing is
 * said when nothing but the revision would differ.
 */
@ApplicationScoped
@Transacted(mandatory = true)
public class MonitoredPrefixService {
    private final MonitoredPrefixRepository repository;
    private final PartnerRepository partners;
    private final BlockingOutbox outbox;

    MonitoredPrefixService(MonitoredPrefixRepository repository, PartnerRepository partners, BlockingOutbox outbox) {
        this.repository = repository;
        this.partners = partners;
        this.outbox = outbox;
    }

    /**
     * Computes the records of the prefixes again; one that nothing follows to is taken back.
     *
     * @return those that say something else now
     */
    public Set<String> changed(Collection<String> prefixes) {
        if (prefixes.isEmpty()) {
            return Set.of();
        }
        List<Held> locked = repository.lock(prefixes);
        Map<String, List<Registered>> registered =
                repository.registered(prefixes).stream().collect(Collectors.groupingBy(Registered::prefix));
        Map<String, List<Claim>> claims =
                repository.claims(prefixes).stream().collect(Collectors.groupingBy(Claim::prefix));
        Inputs inputs = new Inputs(partners);
        List<MonitoredPrefix> different = new ArrayList<>();
        List<Held> gone = new ArrayList<>();
        for (Held held : locked) {
            String prefix = held.prefix().toString();
            List<Registered> registrations = registered.getOrDefault(prefix, List.of());
            List<Claim> claimed = claims.getOrDefault(prefix, List.of());
            if (registrations.isEmpty() && claimed.isEmpty()) {
                gone.add(held);
            } else {
                plan(held, registrations, claimed, inputs).ifPresent(different::add);
            }
        }
        say(different);
        takeBack(gone);
        return different.stream().map(MonitoredPrefix::key).collect(Collectors.toSet());
    }

    /** Empty when it would say what was said. */
    private static Optional<MonitoredPrefix> plan(
            Held held, List<Registered> registrations, List<Claim> claims, Inputs inputs) {
        MonitoredPrefix before = held.said();
        long sameRevision = before == null ? 0 : before.revision();
        List<Peering> parents = registrations.stream()
                .map(registration -> inputs.peering(registration.peeringKey()))
                .filter(Objects::nonNull)
                .toList();
        List<Customer> customers = claims.stream().map(inputs::customer).toList();
        MonitoredPrefix same = MonitoredPrefixPlan.of(held.prefix(), sameRevision, parents, customers);
        return same.equals(before) ? Optional.empty() : Optional.of(same);
    }

    private void say(List<MonitoredPrefix> different) {
        List<Long> revisions = outbox.nextRevisions(different.size());
        List<MonitoredPrefix> said = new ArrayList<>();
        for (int i = 0; i < different.size(); i++) {
            MonitoredPrefix plan = different.get(i);
            said.add(new MonitoredPrefix(plan.prefix(), revisions.get(i), plan.legalOrigins(), plan.sessions()));
        }
        repository.say(said);
        outbox.changed(Topic.MONITORED_PREFIXES, said);
    }

    private void takeBack(List<Held> gone) {
        gone.stream()
                .filter(held -> held.said() != null)
                .forEach(held ->
                        outbox.deleted(Topic.MONITORED_PREFIXES, held.prefix().toString(), outbox.nextRevision()));
        repository.delete(gone.stream().map(held -> held.prefix().toString()).toList());
    }

    /** Reads each partner object once for all the records that follow from it. */
    private static final class Inputs {
        private final PartnerRepository partners;
        private final Map<String, Optional<Peering>> peerings = new HashMap<>();
        private final Map<String, List<Peering>> byProvider = new HashMap<>();
        private final Map<String, List<Asn>> approved = new HashMap<>();

        Inputs(PartnerRepository partners) {
            this.partners = partners;
        }

        @Nullable
        Peering peering(String key) {
            return peerings.computeIfAbsent(
                            key, asked -> Optional.ofNullable(Work.await(() -> partners.peering(asked))))
                    .orElse(null);
        }

        Customer customer(Claim claim) {
            return new Customer(
                    origins(claim),
                    byProvider.computeIfAbsent(claim.provider(), this::peeringsOfProvider),
                    claim.primaryLocation(),
                    claim.backupLocation());
        }

        /** Who uses an ASN's key originates with that. */
        private List<Asn> origins(Claim claim) {
            List<Asn> own = approved.computeIfAbsent(
                    claim.subscription(),
                    subscription ->
                            Objects.requireNonNull(Work.await(() -> partners.approvedAsns(subscription))).stream()
                                    .map(PeerAsn::asn)
                                    .toList());
            return Stream.concat(own.stream(), Stream.ofNullable(claim.asn())).toList();
        }

        private List<Peering> peeringsOfProvider(String provider) {
            return Optional.ofNullable(Work.await(() -> partners.provider(provider)))
                    .map(found -> Work.await(() -> partners.peeringsOf(found.asns())))
                    .orElse(List.of());
        }
    }
}
