/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.kit.bridge.Work;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionRepository;
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

    /** A subnet of each family for which the metro has pools. Requires that the metro is held. */
    Checked<PeeringEntity> assigned(PeeringEntity peering, String identifier) {
        ConnectionEntity connection = peering.connection(identifier).orElseThrow();
        if (!needsAddresses(connection)) {
            return new Checked.Valid<>(peering);
        }
        List<AddressPoolEntity> here =
                Objects.requireNonNull(Work.await(() -> pools.lockAt(MetroEntity.key(peering.metro()))));
        Violations violations = new Violations();
        if (here.isEmpty()) {
            violations.add(
                    ErrorCode.ADDRESS_POOL_EXHAUSTED,
                    "id",
                    "There is no address pool at " + peering.metro() + "; make one with PUT /operator/addressPools.");
        }
        IpPrefix v4 = subnet(IpAddress.Family.IPV4, here, peering, identifier, violations);
        IpPrefix v6 = subnet(IpAddress.Family.IPV6, here, peering, identifier, violations);
        if (!violations.none()) {
            release(peering, identifier);
        }
        return violations.checked(() -> peering.one(
                identifier,
                given -> given.over(
                        BgpSession.within(v4, v6).protectedBy(given.session().md5()))));
    }

    /** The same for a lab, which does without where there are none. */
    PeeringEntity assignedIfPossible(PeeringEntity peering, String identifier) {
        boolean there = peering.connection(identifier).isPresent();
        return there && assigned(peering, identifier) instanceof Checked.Valid<PeeringEntity>(PeeringEntity assigned)
                ? assigned
                : peering;
    }

    private static boolean needsAddresses(ConnectionEntity connection) {
        return connection.provider() == SessionAddressProvider.MICROSOFT
                && !connection.session().v4().configured()
                && !connection.session().v6().configured();
    }

    private @Nullable IpPrefix subnet(
            IpAddress.Family family,
            List<AddressPoolEntity> here,
            PeeringEntity peering,
            String identifier,
            Violations violations) {
        List<AddressPoolEntity> fit =
                here.stream().filter(pool -> pool.prefix().family() == family).toList();
        if (fit.isEmpty()) {
            return null;
        }
        Optional<IpPrefix> found = fit.stream()
                .flatMap(pool -> taken(pool, peering, identifier).stream())
                .findFirst();
        if (found.isEmpty()) {
            violations.add(
                    ErrorCode.ADDRESS_POOL_EXHAUSTED,
                    "id",
                    "No address pool at " + peering.metro() + " has a free subnet in "
                            + fit.getFirst().prefix() + (fit.size() > 1 ? " and its like." : "."));
        }
        return found.orElse(null);
    }

    private Optional<IpPrefix> taken(AddressPoolEntity pool, PeeringEntity peering, String identifier) {
        for (long slot : Objects.requireNonNull(Work.await(() -> pools.free(pool, TRIED)))) {
            IpPrefix subnet = pool.prefix().subnet(pool.subnetLength(), slot);
            if (!connections.anybodyUses(subnet, MetroEntity.key(peering.metro()))) {
                Work.await(() -> pools.assign(pool, slot, subnet, peering.row(), identifier));
                return Optional.of(subnet);
            }
        }
        return Optional.empty();
    }

    /** Whether the connection had a subnet of the cloud's, which is free now. */
    boolean release(PeeringEntity peering, String identifier) {
        return Boolean.TRUE.equals(Work.await(() -> pools.release(peering.row(), identifier)));
    }
}
