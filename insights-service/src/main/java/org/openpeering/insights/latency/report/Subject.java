/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import java.util.List;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.Selector;

/**
 * What a report is of.
 *
 * @param registered of a partner's registrations; none of a customer's resource
 * @param byAsn of customers who have the key of a partner's AS number; none of a customer's resource
 */
record Subject(ResourceId id, List<IpPrefix> customers, List<IpPrefix> registered, List<IpPrefix> byAsn) {
    static Subject ofCustomer(ResourceId id, List<IpPrefix> prefixes) {
        return new Subject(id, prefixes, List.of(), List.of());
    }

    static Subject ofPartner(ResourceId id, List<IpPrefix> registered, List<IpPrefix> byAsn) {
        return new Subject(id, List.of(), registered, byAsn);
    }

    /** Whose measurements may be told: of nothing else, however near it lies. */
    List<IpPrefix> prefixes() {
        return Stream.of(customers, registered, byAsn)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** As they are called. */
    List<IpPrefix> shown() {
        return prefixes().stream().map(Selector::shown).distinct().sorted().toList();
    }
}
