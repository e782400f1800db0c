/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;

/** What has to be watched for a registered prefix, and what is legal for it. Pure. */
final class MonitoredPrefixPlan {
    private MonitoredPrefixPlan() {}

    /**
     * A customer prefix with the registration's key.
     *
     * @param approvedAsns of its subscription, and the registered one whose key it has
     * @param peerings of its provider
     */
    record Customer(
            List<Asn> approvedAsns,
            Collection<Peering> peerings,
            String primaryLocation,
            @Nullable String backupLocation) {}

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
                prefix, revision, legalOrigins(parents, customers), RequiredSessions.merge(sessions));
    }

    /** Nobody's announcement is called wrong before a customer has activated the prefix. */
    private static List<Asn> legalOrigins(Collection<Peering> parents, Collection<Customer> customers) {
        if (customers.isEmpty()) {
            return List.of();
        }
        Stream<Asn> customerAsns = customers.stream()
                .flatMap(customer -> Stream.concat(
                        customer.approvedAsns().stream(),
                        customer.peerings().stream().map(Peering::asn)));
        return Stream.concat(parents.stream().map(Peering::asn), customerAsns)
                .distinct()
                .sorted()
                .toList();
    }
}
