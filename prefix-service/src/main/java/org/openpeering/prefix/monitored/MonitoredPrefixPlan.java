/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;

/** What has to be watched for a registered prefix, and what is legal for it. Pure. */
final class MonitoredPrefixPlan {
    private MonitoredPrefixPlan() {}

    /**
     * A customer prefix with the registration's key.
     *
     * @param approvedAsns of its subscription, and the registered one whose key it has
     * @param peerings of its provider
     * @param serviceLocation where the customer is
     * @param policy what its owner says
     * @param targets what its owner offers to be measured
     */
    record Customer(
            List<Asn> approvedAsns,
            Collection<Peering> peerings,
            String primaryLocation,
            @Nullable String backupLocation,
            @Nullable String serviceLocation,
            RoutingPolicy policy,
            List<ProbeTarget> targets) {
        /** Of an owner who offers nothing. */
        Customer(
                List<Asn> approvedAsns,
                Collection<Peering> peerings,
                String primaryLocation,
                @Nullable String backupLocation,
                @Nullable String serviceLocation,
                RoutingPolicy policy) {
            this(approvedAsns, peerings, primaryLocation, backupLocation, serviceLocation, policy, List.of());
        }
    }

    /** @param parents the peerings that it is registered under and that are still known */
    static MonitoredPrefix of(
            IpPrefix prefix, long revision, Collection<Peering> parents, Collection<Customer> customers) {
        List<RequiredSession> sessions = new ArrayList<>();
        parents.forEach(parent -> sessions.addAll(RequiredSessions.ofPeering(parent, prefix.family())));
        for (Customer customer : customers) {
            sessions.addAll(RequiredSessions.ofCustomer(
                    customer.peerings(), customer.primaryLocation(), customer.backupLocation(), prefix.family()));
        }
        return new MonitoredPrefix(
                prefix,
                revision,
                legalOrigins(parents, customers),
                RequiredSessions.merge(sessions),
                policy(parents, customers),
                targets(customers),
                serviceLocation(customers));
    }

    /** While a prefix moves from one partner to another it is one owner's still: what is offered in either place is. */
    private static List<ProbeTarget> targets(Collection<Customer> customers) {
        return customers.stream()
                .flatMap(customer -> customer.targets().stream())
                .distinct()
                .sorted(Comparator.comparing(ProbeTarget::address)
                        .thenComparing(ProbeTarget::probe)
                        .thenComparing(ProbeTarget::port, Comparator.nullsFirst(Comparator.<Integer>naturalOrder())))
                .toList();
    }

    /** Two customers of whom one is elsewhere, while a prefix moves: nothing is said. */
    private static @Nullable String serviceLocation(Collection<Customer> customers) {
        List<String> all = customers.stream()
                .map(Customer::serviceLocation)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return all.size() == 1 ? all.getFirst() : null;
    }

    /** What follows from the registration for one customer. */
    static Implied implied(Collection<Peering> parents, Customer customer) {
        return new Implied(ordered(registeredOrigins(parents, customer)), ordered(partner(parents, customer)));
    }

    /** Nobody's announcement is called wrong before a customer has activated the prefix. */
    private static List<Asn> legalOrigins(Collection<Peering> parents, Collection<Customer> customers) {
        return ordered(customers.stream()
                .flatMap(customer ->
                        Stream.concat(registeredOrigins(parents, customer), customer.policy().siblings().stream())));
    }

    private static RoutingPolicy policy(Collection<Peering> parents, Collection<Customer> customers) {
        return PolicyMerge.of(
                customers.stream().map(customer -> policy(parents, customer)).toList());
    }

    /** Who lists upstreams has the partner among them; whoever lists none is not held to the partner alone. */
    private static RoutingPolicy policy(Collection<Peering> parents, Customer customer) {
        return customer.policy().upstreams().isEmpty()
                ? customer.policy()
                : PolicyMerge.with(customer.policy(), partner(parents, customer).toList());
    }

    private static Stream<Asn> registeredOrigins(Collection<Peering> parents, Customer customer) {
        return Stream.concat(customer.approvedAsns().stream(), partner(parents, customer));
    }

    private static Stream<Asn> partner(Collection<Peering> parents, Customer customer) {
        return Stream.concat(parents.stream(), customer.peerings().stream()).map(Peering::asn);
    }

    private static List<Asn> ordered(Stream<Asn> asns) {
        return asns.distinct().sorted().toList();
    }
}
