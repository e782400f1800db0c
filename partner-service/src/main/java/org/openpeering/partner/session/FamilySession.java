/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * One address family of a session; also stored as JSON.
 *
 * @param subnet null over an exchange
 * @param peer the partner's address; without it the family has no session
 * @param cloud the cloud's address, null until known
 * @param maxPrefixes the limit, null for none
 * @param established whether it is observed to be up
 */
@RegisterForReflection
public record FamilySession(
        @Nullable IpPrefix subnet,
        @Nullable IpAddress peer,
        @Nullable IpAddress cloud,
        @Nullable Integer maxPrefixes,
        boolean established) {
    /** The limits of a session that the cloud configures, as in the published examples. */
    private static final int USUAL_PREFIXES_V4 = 1000;

    private static final int USUAL_PREFIXES_V6 = 100;

    public static final FamilySession NONE = new FamilySession(null, null, null, null, false);

    static FamilySession within(@Nullable IpPrefix subnet) {
        if (subnet == null) {
            return NONE;
        }
        SessionAddresses ends = SessionAddresses.complete(subnet, null, null);
        int most = subnet.family() == IpAddress.Family.IPV4 ? USUAL_PREFIXES_V4 : USUAL_PREFIXES_V6;
        return new FamilySession(subnet, ends.peer(), ends.cloud(), most, false);
    }

    /** With the cloud's end where there is a session and the end is not known yet. */
    public FamilySession toward(Supplier<@Nullable IpAddress> end) {
        return peer == null || cloud != null
                ? this
                : new FamilySession(subnet, peer, end.get(), maxPrefixes, established);
    }

    public boolean configured() {
        return peer != null;
    }

    /** Takes over what is not held yet; empty when that would change what is held. */
    Optional<FamilySession> extended(FamilySession wanted) {
        boolean keeps = keeps(subnet, wanted.subnet)
                && keeps(peer, wanted.peer)
                && keeps(cloud, wanted.cloud)
                && keeps(maxPrefixes, wanted.maxPrefixes);
        return keeps
                ? Optional.of(new FamilySession(
                        subnet == null ? wanted.subnet : subnet,
                        peer == null ? wanted.peer : peer,
                        cloud == null ? wanted.cloud : cloud,
                        maxPrefixes == null ? wanted.maxPrefixes : maxPrefixes,
                        established))
                : Optional.empty();
    }

    private static boolean keeps(@Nullable Object held, @Nullable Object wanted) {
        return held == null || wanted == null || held.equals(wanted);
    }

    FamilySession seen(boolean up) {
        return new FamilySession(subnet, peer, cloud, maxPrefixes, up);
    }
}
