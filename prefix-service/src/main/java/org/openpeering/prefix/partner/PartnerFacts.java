/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;

/** The partner objects that a batch of prefixes refers to, as last heard, each read once. Pure. */
public final class PartnerFacts {
    /** Nothing was asked for. */
    public static final PartnerFacts NONE = new PartnerFacts(List.of(), List.of(), List.of(), List.of());

    private final Map<String, Peering> peerings = new HashMap<>();
    private final Map<String, Provider> providers;
    private final Map<String, List<Peering>> ofProvider = new HashMap<>();
    private final Map<Subscription, List<PeerAsn>> approved;

    /**
     * @param named peerings that were asked for by their key
     * @param peering with an AS number of one of the providers
     * @param approved of the subscriptions that were asked for
     */
    PartnerFacts(
            Collection<Peering> named,
            Collection<Provider> providers,
            Collection<Peering> peering,
            Collection<PeerAsn> approved) {
        this.providers = providers.stream().collect(Collectors.toMap(Provider::key, Function.identity()));
        this.approved =
                approved.stream().collect(Collectors.groupingBy(own -> own.id().subscription()));
        for (Provider provider : providers) {
            ofProvider.put(
                    provider.key(),
                    peering.stream()
                            .filter(one -> provider.asns().contains(one.asn()))
                            .toList());
        }
        peering.forEach(one -> peerings.put(one.key(), one));
        named.forEach(one -> peerings.put(one.key(), one));
    }

    /** What to read, by keys. */
    public record Wanted(Set<String> peerings, Set<String> providers, Set<Subscription> subscriptions) {}

    /** Null: there is none. */
    public @Nullable Peering peering(String key) {
        return peerings.get(key);
    }

    /** Null: there is none. */
    public @Nullable Provider provider(String name) {
        return providers.get(Provider.key(name));
    }

    /** Of all its AS numbers, by key. */
    public List<Peering> peeringsOf(@Nullable Provider provider) {
        return provider == null ? List.of() : ofProvider.getOrDefault(provider.key(), List.of());
    }

    /** With the numbers that the subscription may originate with, by name. */
    public List<PeerAsn> approvedAsns(Subscription subscription) {
        return approved.getOrDefault(subscription, List.of());
    }
}
