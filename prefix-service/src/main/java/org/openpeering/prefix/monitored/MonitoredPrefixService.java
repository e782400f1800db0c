/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.monitored.MonitoredPrefixPlan.Customer;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Dependent;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Held;
import org.openpeering.prefix.partner.PartnerRepository;

/**
 * Keeps the topic {@code monitored-prefixes} equal to what is registered.
 *
 * <p>Whoever changes something that a record follows from calls this in the same transaction, after the change. The
 * record's row is locked before anything is read. So of two that change its inputs at the same time the second reads
 * when the first has committed, and what is said last follows from both (promise D3). Nothing is said when nothing but
 * the revision would differ.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class MonitoredPrefixService {
    private final MonitoredPrefixRepository repository;
    private final PartnerRepository partners;
    private final RevalidationRepository revalidation;
    private final Outbox outbox;

    MonitoredPrefixService(
            MonitoredPrefixRepository repository,
            PartnerRepository partners,
            RevalidationRepository revalidation,
            Outbox outbox) {
        this.repository = repository;
        this.partners = partners;
        this.revalidation = revalidation;
        this.outbox = outbox;
    }

    /** From now on the prefix is watched. */
    public void registered(String registrationKey, IpPrefix prefix) {
        repository.insert(registrationKey, prefix);
        changed(List.of(registrationKey));
    }

    /** The caller holds the registration's row, and deletes it after this. */
    public void unregistered(String registrationKey) {
        repository.delete(registrationKey).ifPresent(prefix -> {
            outbox.deleted(Topic.MONITORED_PREFIXES, prefix, outbox.nextRevision());
            revalidation.enqueuePrefixes(List.of(prefix));
        });
    }

    public void peeringChanged(Peering peering) {
        Set<String> keys = new HashSet<>(repository.underPeering(peering.key()));
        keys.addAll(repository.withProviderOf(peering.asn().value()));
        changed(keys);
    }

    public void providerChanged(String providerKey) {
        changed(repository.withProvider(providerKey));
    }

    public void subscriptionChanged(String subscription) {
        changed(repository.withCustomerIn(subscription));
    }

    /** Computes the records of the registrations again; those that are gone are passed over. */
    public void changed(Collection<String> registrationKeys) {
        if (registrationKeys.isEmpty()) {
            return;
        }
        List<Held> locked = repository.lock(registrationKeys);
        Map<String, List<Dependent>> dependents = repository.dependents(registrationKeys).stream()
                .collect(Collectors.groupingBy(Dependent::registrationKey));
        Inputs inputs = new Inputs(partners);
        List<String> said = new ArrayList<>();
        for (Held held : locked) {
            Peering parent = repository
                    .parentOf(held.registrationKey())
                    .map(inputs::peering)
                    .orElse(null);
            List<Customer> customers = dependents.getOrDefault(held.registrationKey(), List.of()).stream()
                    .map(inputs::customer)
                    .toList();
            if (say(held, parent, customers)) {
                said.add(held.prefix().toString());
            }
        }
        revalidation.enqueuePrefixes(said);
    }

    private boolean say(Held held, @Nullable Peering parent, List<Customer> customers) {
        MonitoredPrefix before = held.said();
        long sameRevision = before == null ? 0 : before.revision();
        MonitoredPrefix same = MonitoredPrefixPlan.of(held.prefix(), sameRevision, parent, customers);
        if (same.equals(before)) {
            return false;
        }
        MonitoredPrefix next =
                new MonitoredPrefix(held.prefix(), outbox.nextRevision(), same.legalOrigins(), same.sessions());
        repository.say(next);
        outbox.changed(Topic.MONITORED_PREFIXES, next);
        return true;
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
            return peerings.computeIfAbsent(key, partners::peering).orElse(null);
        }

        Customer customer(Dependent dependent) {
            return new Customer(
                    approved.computeIfAbsent(dependent.subscription(), partners::approvedAsns),
                    byProvider.computeIfAbsent(dependent.provider(), this::peeringsOfProvider),
                    dependent.primaryLocation(),
                    dependent.backupLocation());
        }

        private List<Peering> peeringsOfProvider(String provider) {
            return partners.provider(provider)
                    .map(found -> partners.peeringsOf(found.asns()))
                    .orElse(List.of());
        }
    }
}
