/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/** The session of a connection: both families, and its secret. */
@RegisterForReflection
public record BgpSession(
        FamilySession v4, FamilySession v6, @Nullable Md5Key md5) {
    public static final BgpSession NONE = new BgpSession(FamilySession.NONE, FamilySession.NONE, null);

    /** A point-to-point session in subnets of the cloud's; the partner has the lower end. */
    public static BgpSession within(@Nullable IpPrefix v4, @Nullable IpPrefix v6) {
        return new BgpSession(FamilySession.within(v4), FamilySession.within(v6), null);
    }

    /** What is left when the cloud takes its addresses back. */
    public BgpSession withoutAddresses() {
        return new BgpSession(FamilySession.NONE, FamilySession.NONE, md5);
    }

    public BgpSession protectedBy(@Nullable Md5Key key) {
        return new BgpSession(v4, v6, key);
    }

    /** Whether there is anything to show. */
    public boolean present() {
        return !equals(NONE);
    }

    /** The partner's addresses. */
    public Stream<IpAddress> peers() {
        return Stream.of(v4, v6).flatMap(family -> Stream.ofNullable(family.peer()));
    }

    public boolean established() {
        return v4.established() || v6.established();
    }

    /** Takes over what is not held yet; empty when that would change what is held. */
    public Optional<BgpSession> extended(BgpSession wanted) {
        boolean sameKey = md5 == null || wanted.md5 == null || md5.equals(wanted.md5);
        Optional<FamilySession> newV4 = v4.extended(wanted.v4);
        Optional<FamilySession> newV6 = v6.extended(wanted.v6);
        return sameKey && newV4.isPresent() && newV6.isPresent()
                ? Optional.of(new BgpSession(newV4.get(), newV6.get(), md5 == null ? wanted.md5 : md5))
                : Optional.empty();
    }

    /** Whether a family that is configured here is not configured there. */
    public boolean losesIn(BgpSession wanted) {
        return (v4.configured() && !wanted.v4.configured()) || (v6.configured() && !wanted.v6.configured());
    }

    /** As it looks to somebody who knows which peer addresses have a session that is up. */
    public BgpSession seen(Predicate<IpAddress> up) {
        return new BgpSession(seen(v4, up), seen(v6, up), md5);
    }

    private static FamilySession seen(FamilySession family, Predicate<IpAddress> up) {
        return family.peer() == null ? family : family.seen(up.test(family.peer()));
    }
}
