/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionRepository;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.pool.AddressPoolEntity;
import org.openpeering.partner.pool.AddressPoolRepository;
import org.openpeering.partner.session.BgpSession;

/** Gives connections whose {@code sessionAddressProvider} is Microsoft their session subnets, out of the metro's pools. */
@ApplicationScoped
class CloudAddresses {
    /** How many free subnets are tried: some may be in use by sessions that brought their own addresses. */
    private static final int TRIED = 64;

    private final AddressPoolRepository pools;
    private final ConnectionRepository connections;

    CloudAddresses(AddressPoolRepository pools, ConnectionRepository connections) {
        this.pools = pools;
        this.connections = connections;
    }

    /** What a connection is given, family by family. */
    private record Gift(
            Peering peering,
            String identifier,
            List<AddressPoolEntity> pools,
            Violations violations,
            @Nullable IpPrefix v4,
            @Nullable IpPrefix v6) {
        Gift withV4(@Nullable IpPrefix subnet) {
            return new Gift(peering, identifier, pools, violations, subnet, v6);
        }

        Gift withV6(@Nullable IpPrefix subnet) {
            return new Gift(peering, identifier, pools, violations, v4, subnet);
        }

        Checked<Peering> checked() {
            return violations.checked(() -> peering.one(
                    identifier,
                    given -> given.over(BgpSession.within(v4, v6)
                            .protectedBy(given.session().md5()))));
        }
    }

    /** A subnet of each family for which the metro has pools. Requires that the metro is held. */
    Uni<Checked<Peering>> assigned(Peering peering, String identifier) {
        Connection connection = peering.connection(identifier).orElseThrow();
        if (!needsAddresses(connection)) {
            return Uni.createFrom().item(new Checked.Valid<>(peering));
        }
        return pools.lockAt(MetroEntity.key(peering.metro()))
                .map(here -> new Gift(peering, identifier, here, new Violations(), null, null))
                .invoke(CloudAddresses::refuseWithoutPools)
                .chain(gift -> subnet(IpAddress.Family.IPV4, gift).map(gift::withV4))
                .chain(gift -> subnet(IpAddress.Family.IPV6, gift).map(gift::withV6))
                .call(gift -> gift.violations().none() ? Uni.createFrom().item(false) : release(peering, identifier))
                .map(Gift::checked);
    }

    /** The same for a lab, which does without where there are none. */
    Uni<Peering> assignedIfPossible(Peering peering, String identifier) {
        return peering.connection(identifier).isEmpty()
                ? Uni.createFrom().item(peering)
                : assigned(peering, identifier)
                        .map(checked ->
                                checked instanceof Checked.Valid<Peering>(Peering assigned) ? assigned : peering);
    }

    private static boolean needsAddresses(Connection connection) {
        return connection.provider() == SessionAddressProvider.MICROSOFT
                && !connection.session().v4().configured()
                && !connection.session().v6().configured();
    }

    private static void refuseWithoutPools(Gift gift) {
        if (gift.pools().isEmpty()) {
            gift.violations()
                    .add(
                            ErrorCode.ADDRESS_POOL_EXHAUSTED,
                            "id",
                            "There is no address pool at " + gift.peering().metro()
                                    + "; make one with PUT /operator/addressPools.");
        }
    }

    /** Of the first pool of the family that has one; null when there is no pool, or none has. */
    private Uni<@Nullable IpPrefix> subnet(IpAddress.Family family, Gift gift) {
        List<AddressPoolEntity> fit = gift.pools().stream()
                .filter(pool -> pool.prefix().family() == family)
                .toList();
        Uni<@Nullable IpPrefix> found = Uni.createFrom().nullItem();
        for (AddressPoolEntity pool : fit) {
            found = found.chain(subnet ->
                    subnet == null ? taken(pool, gift) : Uni.createFrom().item(subnet));
        }
        return found.invoke(subnet -> {
            if (subnet == null && !fit.isEmpty()) {
                gift.violations()
                        .add(
                                ErrorCode.ADDRESS_POOL_EXHAUSTED,
                                "id",
                                "No address pool at " + gift.peering().metro() + " has a free subnet in "
                                        + fit.getFirst().prefix() + (fit.size() > 1 ? " and its like." : "."));
            }
        });
    }

    private Uni<@Nullable IpPrefix> taken(AddressPoolEntity pool, Gift gift) {
        return pools.free(pool, TRIED).chain(slots -> taken(pool, gift, slots));
    }

    /** @param slots numbers of subnets that the pool has not given away */
    private Uni<@Nullable IpPrefix> taken(AddressPoolEntity pool, Gift gift, List<Long> slots) {
        List<IpPrefix> subnets = slots.stream()
                .map(slot -> pool.prefix().subnet(pool.subnetLength(), slot))
                .toList();
        return connections
                .firstUnused(MetroEntity.key(gift.peering().metro()), subnets)
                .call(subnet -> subnet == null
                        ? Uni.createFrom().voidItem()
                        : assign(pool, slots.get(subnets.indexOf(subnet)), subnet, gift));
    }

    private Uni<?> assign(AddressPoolEntity pool, long slot, IpPrefix subnet, Gift gift) {
        return pools.assign(pool, slot, subnet, gift.peering().row(), gift.identifier());
    }

    /** Whether the connection had a subnet of the cloud's, which is free now. */
    Uni<Boolean> release(Peering peering, String identifier) {
        return pools.release(peering.row(), identifier);
    }
}
