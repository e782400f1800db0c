/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.key.Grant;
import org.openpeering.prefix.key.KeyService;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.peeringservice.PeeringService;
import org.openpeering.prefix.transfer.TransferService;

/** What the key that a customer gives comes to; in the transaction of who makes use of it. */
@ApplicationScoped
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

    /**
     * Unknown, run out and of another prefix are answered alike: a key that was guessed says nothing. A wrong one is counted,
     * so who refuses it has to let the transaction commit.
     */
    Uni<Claimed> claim(Subscription subscription, IpPrefix prefix, PrefixKey key) {
        return Transactions.mandatory()
                .chain(() -> keys.refusal(subscription))
                .chain(refusal -> refusal == null
                        ? tried(subscription, prefix, key)
                        : Uni.createFrom().item(new Claimed.Wrong(refusal)));
    }

    private Uni<Claimed> tried(Subscription subscription, IpPrefix prefix, PrefixKey key) {
        return keys.lockShared(key)
                .chain(grant -> grant == null || !grant.covers(prefix)
                        ? wrong(subscription, prefix)
                        : granted(subscription, prefix, key, grant));
    }

    /** What arrives is for the customer who transfers it. */
    private Uni<Claimed> granted(Subscription subscription, IpPrefix prefix, PrefixKey key, Grant grant) {
        return !grant.arriving()
                ? Uni.createFrom().item(new Claimed.Good(key, grant, null))
                : transfers
                        .leaving(subscription, prefix)
                        .chain(leaving -> leaving == null
                                ? wrong(subscription, prefix)
                                : Uni.createFrom().item(new Claimed.Good(key, grant, leaving)));
    }

    private Uni<Claimed> wrong(Subscription subscription, IpPrefix prefix) {
        return keys.wrong(subscription, prefix)
                .map(tooMany -> new Claimed.Wrong(tooMany == null ? mismatch(prefix) : tooMany));
    }

    /** The same for a service: its provider, if it has one, has to be who registered the prefix. */
    Uni<Claimed> claim(PeeringService service, IpPrefix prefix, PrefixKey key) {
        return claim(service.id().subscription(), prefix, key)
                .chain(claimed -> service.provider() != null && claimed instanceof Claimed.Good good
                        ? ofProvider(service.provider(), good)
                        : Uni.createFrom().item(claimed));
    }

    private Uni<Claimed> ofProvider(String name, Claimed.Good good) {
        return theirs(name, good.grant())
                .map(theirs -> theirs
                        ? good
                        : new Claimed.Wrong(ApiError.at(
                                ErrorCode.INVALID_PEERING_SERVICE_PREFIX_KEY,
                                KEY,
                                "The peering service prefix key is not one of the provider '" + name + "'.")));
    }

    /** Whether the peering under which the key was issued is one of the provider's. */
    private Uni<Boolean> theirs(String name, Grant grant) {
        return partners.provider(name)
                .chain(provider -> provider == null
                        ? Uni.createFrom().item(false)
                        : partners.peering(grant.peeringKey())
                                .map(peering ->
                                        peering != null && provider.asns().contains(peering.asn())));
    }

    private static ApiError mismatch(IpPrefix prefix) {
        return ApiError.at(
                ErrorCode.INVALID_PEERING_SERVICE_PREFIX_KEY,
                KEY,
                "Peering service prefix key does not match the prefix " + prefix + ".");
    }

    /** To be taken before rows of the subscription's prefixes are locked, by who claims with such a row locked. */
    Uni<Void> turn(Subscription subscription) {
        return keys.turn(subscription);
    }

    Uni<Void> used(PrefixKey key) {
        return keys.used(key);
    }
}
