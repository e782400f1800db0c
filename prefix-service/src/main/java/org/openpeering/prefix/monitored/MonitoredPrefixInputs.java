/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.prefix.monitored.MonitoredPrefixPlan.Customer;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Claim;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Held;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Registered;
import org.openpeering.prefix.partner.PartnerFacts;
import org.openpeering.prefix.partner.PartnerFacts.Wanted;

/** What the records of a batch follow from, as it is read step by step. Pure. */
record MonitoredPrefixInputs(
        List<Held> locked,
        Collection<Registered> registered,
        Collection<Claim> claims,
        PartnerFacts partners,
        Map<String, List<ResourceId>> holders) {
    static MonitoredPrefixInputs of(List<Held> locked, Collection<Registered> registered) {
        return new MonitoredPrefixInputs(locked, registered, List.of(), PartnerFacts.NONE, Map.of());
    }

    MonitoredPrefixInputs claimed(Collection<Claim> found) {
        return new MonitoredPrefixInputs(locked, registered, found, partners, holders);
    }

    MonitoredPrefixInputs knowing(PartnerFacts known) {
        return new MonitoredPrefixInputs(locked, registered, claims, known, holders);
    }

    MonitoredPrefixInputs heldBy(Map<String, List<ResourceId>> resources) {
        return new MonitoredPrefixInputs(locked, registered, claims, partners, resources);
    }

    Wanted wanted() {
        return new Wanted(
                registered.stream().map(Registered::peeringKey).collect(Collectors.toSet()),
                claims.stream().map(Claim::provider).collect(Collectors.toSet()),
                claims.stream().map(Claim::subscription).collect(Collectors.toSet()));
    }

    /**
     * What has to be said.
     *
     * @param different from what was said; the revision is that of before
     * @param gone nothing is registered or claimed any more
     */
    record Renewal(List<MonitoredPrefix> different, List<Held> gone) {}

    Renewal renewal() {
        Map<String, List<Registered>> registrations =
                registered.stream().collect(Collectors.groupingBy(Registered::prefix));
        Map<String, List<Claim>> claimed = claims.stream().collect(Collectors.groupingBy(Claim::prefix));
        Set<String> wanted = Stream.concat(registrations.keySet().stream(), claimed.keySet().stream())
                .collect(Collectors.toSet());
        List<MonitoredPrefix> different = new ArrayList<>();
        List<Held> gone = new ArrayList<>();
        for (Held held : locked) {
            String prefix = held.prefix().toString();
            if (wanted.contains(prefix)) {
                MonitoredPrefix plan = plan(
                        held, registrations.getOrDefault(prefix, List.of()), claimed.getOrDefault(prefix, List.of()));
                if (!plan.equals(held.said())) {
                    different.add(plan);
                }
            } else {
                gone.add(held);
            }
        }
        return new Renewal(different, gone);
    }

    private MonitoredPrefix plan(Held held, List<Registered> registrations, List<Claim> claimed) {
        MonitoredPrefix before = held.said();
        return MonitoredPrefixPlan.of(
                        held.prefix(),
                        before == null ? 0 : before.revision(),
                        parents(registrations),
                        claimed.stream().map(this::customer).toList())
                .heldBy(holders.getOrDefault(held.prefix().toString(), List.of()));
    }

    private List<Peering> parents(Collection<Registered> registrations) {
        return registrations.stream()
                .map(registration -> partners.peering(registration.peeringKey()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What follows from the registration for the one customer prefix, all inputs being of one prefix. */
    Implied implied(String resourceKey) {
        return claims.stream()
                .filter(claim -> claim.resourceKey().equals(resourceKey))
                .findFirst()
                .map(claim -> MonitoredPrefixPlan.implied(parents(registered), customer(claim)))
                .orElse(Implied.NOTHING);
    }

    private Customer customer(Claim claim) {
        return new Customer(
                origins(claim),
                partners.peeringsOf(partners.provider(claim.provider())),
                claim.primaryLocation(),
                claim.backupLocation(),
                claim.serviceLocation(),
                claim.policy(),
                claim.targets());
    }

    /** Who uses an ASN's key originates with that. */
    private List<Asn> origins(Claim claim) {
        Stream<Asn> own = partners.approvedAsns(claim.subscription()).stream().map(PeerAsn::asn);
        return Stream.concat(own, Stream.ofNullable(claim.asn())).toList();
    }
}
