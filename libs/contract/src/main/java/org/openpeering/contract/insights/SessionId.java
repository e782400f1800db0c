/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.net.RouteDistinguisher;

/**
 * One session of a router, and one view of it: what makes two messages speak of the same table.
 *
 * <p>The canonical text is {@code router|peer address}, followed by what is not as usual, in this order: {@code |type=},
 * {@code |rd=}, {@code |id=}, {@code |view=}. A usual session, of the global table and before policy, therefore has the text
 * that it had as long as there were no others. In the router's name {@code |} and {@code %} are written {@code %7C} and
 * {@code %25}.
 *
 * @param router the router's BMP sysName; of vantages a name with a slash, such as {@code ris/rrc00}, which no router has
 * @param peerType as in the BMP per-peer header (RFC 7854 section 4.2, RFC 9069 section 4.1): 0 global table, 1 VRF, 2
 *     local instance, 3 Loc-RIB; 0 to 255
 * @param distinguisher of the table, for types other than 0
 * @param address the peer's; 0.0.0.0 for Loc-RIB
 * @param bgpId the peer's BGP identifier, of link-local peers alone: others are told apart by their address
 */
public record SessionId(
        String router,
        int peerType,
        RouteDistinguisher distinguisher,
        IpAddress address,
        @Nullable IpAddress bgpId,
        RibView view)
        implements Comparable<SessionId> {
    public static final int GLOBAL = 0;

    /** Of two sessions with the same peer. */
    private static final Comparator<SessionId> REST = Comparator.comparingInt(SessionId::peerType)
            .thenComparing(SessionId::distinguisher)
            .thenComparing(SessionId::bgpId, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(SessionId::view);

    public SessionId {
        if (router.isEmpty()) {
            throw new MalformedValueException("a session's router has no name");
        }
        if (peerType < 0 || peerType > 255) {
            throw new MalformedValueException("peer type " + peerType + " is not in 0-255");
        }
        if (bgpId != null && (!linkLocal(address) || bgpId.family() != Family.IPV4)) {
            throw new MalformedValueException("a BGP identifier, four bytes, belongs to link-local peers alone");
        }
    }

    /** The pre-policy Adj-RIB-In of a session of the global table. */
    public static SessionId of(String router, IpAddress address) {
        return new SessionId(router, GLOBAL, RouteDistinguisher.NONE, address, null, RibView.PRE_POLICY);
    }

    /**
     * As messages tell it, which have router and address beside it.
     *
     * @param told null for a usual session, and in messages of before there were others
     */
    static SessionId of(String router, IpAddress address, @Nullable SessionId told) {
        return told == null ? of(router, address) : told;
    }

    /** For a message: null when router and address tell all. */
    @Nullable
    SessionId unusual() {
        return equals(of(router, address)) ? null : this;
    }

    /** Whether the address is of fe80::/10, and so good on one link only (RFC 4291 section 2.5.6). */
    public static boolean linkLocal(IpAddress address) {
        return address.family() == Family.IPV6 && address.high() >>> 54 == 0x3FA;
    }

    /** Another view of the same session. */
    public SessionId with(RibView other) {
        return other == view ? this : new SessionId(router, peerType, distinguisher, address, bgpId, other);
    }

    /** Whether it is of the router's global table, the one of the Internet. */
    public boolean global() {
        return peerType == GLOBAL;
    }

    /** Whether somebody else's router is meant: its routes count as seen, and it is none of the network's sessions. */
    public boolean vantage() {
        return router.indexOf('/') >= 0;
    }

    /** The router, or of a vantage the feed that brings what it says: whoever speaks of one speaks of all of it. */
    public String source() {
        return source(router);
    }

    static String source(String router) {
        int slash = router.indexOf('/');
        return slash < 0 ? router : router.substring(0, slash);
    }

    /** Reads the canonical text and no other. */
    public static SessionId parse(String text) {
        Iterator<String> parts = List.of(text.split("\\|", -1)).iterator();
        String router = parts.next();
        if (!parts.hasNext()) {
            throw malformed(text);
        }
        Qualifiers rest = new Qualifiers(IpAddress.parse(parts.next()), parts);
        int type = rest.take("type", SessionId::number, GLOBAL);
        RouteDistinguisher table = rest.take("rd", RouteDistinguisher::parse, RouteDistinguisher.NONE);
        String bgpId = rest.take("id", Function.identity(), "");
        SessionId id = new SessionId(
                router.replace("%7C", "|").replace("%25", "%"),
                type,
                table,
                rest.address,
                bgpId.isEmpty() ? null : IpAddress.parse(bgpId),
                rest.take("view", SessionId::view, RibView.PRE_POLICY));
        if (!id.toString().equals(text)) {
            throw malformed(text);
        }
        return id;
    }

    /** The parts of a text after the address, read in their order. */
    private static final class Qualifiers {
        private final IpAddress address;
        private final Iterator<String> parts;
        private String next;

        Qualifiers(IpAddress address, Iterator<String> parts) {
            this.address = address;
            this.parts = parts;
            this.next = parts.hasNext() ? parts.next() : "";
        }

        <T> T take(String name, Function<String, T> reader, T otherwise) {
            if (!next.startsWith(name + "=")) {
                return otherwise;
            }
            T value = reader.apply(next.substring(name.length() + 1));
            next = parts.hasNext() ? parts.next() : "";
            return value;
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static RibView view(String text) {
        return WireEnum.parse(RibView.class, text).orElseThrow(() -> malformed(text));
    }

    private static MalformedValueException malformed(String text) {
        return new MalformedValueException(
                "'" + text.substring(0, Math.min(text.length(), 80)) + "' is not a session's name");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SessionId that
                        && address.equals(that.address)
                        && router.equals(that.router)
                        && view == that.view
                        && peerType == that.peerType
                        && distinguisher.equals(that.distinguisher)
                        && Objects.equals(bgpId, that.bgpId));
    }

    @Override
    public int hashCode() {
        return 31 * router.hashCode() + address.hashCode();
    }

    @Override
    public int compareTo(SessionId other) {
        int byRouter = router.compareTo(other.router);
        int byPeer = byRouter != 0 ? byRouter : address.compareTo(other.address);
        return byPeer != 0 ? byPeer : REST.compare(this, other);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(router.replace("%", "%25").replace("|", "%7C"))
                .append('|')
                .append(address);
        if (peerType != GLOBAL) {
            text.append("|type=").append(peerType);
        }
        if (!distinguisher.equals(RouteDistinguisher.NONE)) {
            text.append("|rd=").append(distinguisher);
        }
        if (bgpId != null) {
            text.append("|id=").append(bgpId);
        }
        if (view != RibView.PRE_POLICY) {
            text.append("|view=").append(view.wire());
        }
        return text.toString();
    }
}
