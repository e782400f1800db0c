/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.key.Grant;
import org.openpeering.prefix.key.KeyService;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.peeringservice.PeeringServiceEntity;
import org.openpeering.prefix.transfer.TransferService;

/** What the key that a customer gives comes to. */
@ApplicationScoped
@Transacted(mandatory = true)
class PrefixClaims {
    private static final String KEY = "properties.peeringServicePrefixKey";

    private final KeyService keys;
    private final PartnerRepository partners;
    private final TransferService transfers;

    PrefixClaims(KeyService keys, PartnerRepository partners, TransferService transfers) {
        this.keys = keys;
        this.partners = partners;
        this.transfers = transfers;
    }

    /** A claim, or why there is none. */
    sealed interface Claimed {
        /**
         * The key is good for the prefix until the transaction ends.
         *
         * @param leaving the customer prefix that it arrives beside; null: it claims the prefix at once
         */
        record Good(PrefixKey key, Grant grant, @Nullable String leaving) implements Claimed {}

        record Wrong(ApiError error) implements Claimed {}
    }

    /** Unknown, run out and of another prefix are answered alike: a key that was guessed says nothing. */
    Claimed claim(String subscription, IpPrefix prefix, PrefixKey key) {
        Optional<ApiError> refusal = Optional.ofNullable(Work.await(() -> keys.refusal(subscription)));
        if (refusal.isPresent()) {
            return new Claimed.Wrong(refusal.get());
        }
        Optional<Grant> grant =
                Optional.ofNullable(Work.await(() -> keys.hold(key))).filter(found -> found.covers(prefix));
        Optional<String> leaving = grant.filter(Grant::arriving).flatMap(_ -> transfers.leaving(subscription, prefix));
        // What arrives is for the customer who transfers it.
        return grant.filter(found -> !found.arriving() || leaving.isPresent())
                .<Claimed>map(found -> new Claimed.Good(key, found, leaving.orElse(null)))
                .orElseGet(() ->
                        new Claimed.Wrong(Optional.ofNullable(Work.await(() -> keys.wrong(subscription, prefix)))
                                .orElseGet(() -> mismatch(prefix))));
    }

    /** The same for a service: its provider, if it has one, has to be who registered the prefix. */
    Claimed claim(String subscription, PeeringServiceEntity service, IpPrefix prefix, PrefixKey key) {
        Claimed claimed = claim(subscription, prefix, key);
        String provider = service.provider();
        return provider == null || !(claimed instanceof Claimed.Good good) || ofProvider(provider, good.grant())
                ? claimed
                : new Claimed.Wrong(ApiError.at(
                        ErrorCode.INVALID_PEERING_SERVICE_PREFIX_KEY,
                        KEY,
                        "The peering service prefix key is not one of the provider '" + provider + "'."));
    }

    private static ApiError mismatch(IpPrefix prefix) {
        return ApiError.at(
                ErrorCode.INVALID_PEERING_SERVICE_PREFIX_KEY,
                KEY,
                "Peering service prefix key does not match the prefix " + prefix + ".");
    }

    private boolean ofProvider(String name, Grant grant) {
        return Optional.ofNullable(Work.await(() -> partners.provider(name)))
                .flatMap(provider -> Optional.ofNullable(Work.await(() -> partners.peering(grant.peeringKey())))
                        .filter(peering -> provider.asns().contains(peering.asn())))
                .isPresent();
    }

    void used(PrefixKey key) {
        Work.await(() -> keys.used(key));
    }
}
