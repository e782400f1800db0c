/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.Violations;

/** What a session must be (contract section C.4); private and loopback addresses are a matter of the two parties. */
public final class SessionRules {
    private SessionRules() {}

    /** What the session runs over. */
    public enum Medium {
        /** A subnet of its own, with two ends. */
        POINT_TO_POINT,
        /** An exchange LAN whose subnet is given (route server partners). */
        SHARED_LAN,
        /** An exchange LAN that the facility implies. */
        EXCHANGE
    }

    /** The texts of one family and what they are called. */
    private record Given(
            IpAddress.Family family,
            String suffix,
            @Nullable String prefix,
            @Nullable String peer,
            @Nullable String cloud,
            @Nullable Integer maxPrefixes) {
        String prefixField() {
            return "sessionPrefix" + suffix;
        }

        String peerField() {
            return "peerSessionIP" + suffix.replace('V', 'v') + "Address";
        }

        String cloudField() {
            return "microsoftSessionIP" + suffix.replace('V', 'v') + "Address";
        }

        boolean anyAddress() {
            return prefix != null || peer != null || cloud != null;
        }
    }

    /** The session, complete with the addresses that follow; of use only when {@code violations} stays empty. */
    public static BgpSession check(String target, BgpSessionSpec spec, Medium medium, Violations violations) {
        Given v4 = new Given(
                IpAddress.Family.IPV4,
                "V4",
                spec.sessionPrefixV4(),
                spec.peerSessionIPv4Address(),
                spec.microsoftSessionIPv4Address(),
                spec.maxPrefixesAdvertisedV4());
        Given v6 = new Given(
                IpAddress.Family.IPV6,
                "V6",
                spec.sessionPrefixV6(),
                spec.peerSessionIPv6Address(),
                spec.microsoftSessionIPv6Address(),
                spec.maxPrefixesAdvertisedV6());
        if (!v4.anyAddress() && !v6.anyAddress()) {
            violations.add(target, "The session needs addresses of at least one family.");
        }
        Md5Key md5 = spec.md5AuthenticationKey();
        if (md5 != null && !md5.wellFormed()) {
            violations.add(
                    target + ".md5AuthenticationKey",
                    "md5AuthenticationKey must have 1 to " + Md5Key.LONGEST + " printable characters without blanks.");
        }
        return new BgpSession(
                family(target + ".", v4, medium, violations), family(target + ".", v6, medium, violations), md5);
    }

    private static FamilySession family(String target, Given given, Medium medium, Violations violations) {
        if (given.maxPrefixes() != null && given.maxPrefixes() <= 0) {
            violations.add(
                    target + "maxPrefixesAdvertised" + given.suffix(),
                    "maxPrefixesAdvertised" + given.suffix() + " must be greater than 0 or null.");
        }
        IpPrefix subnet = prefix(target + given.prefixField(), given, medium, violations);
        IpAddress peer = address(target + given.peerField(), given, given.peer(), subnet, violations);
        IpAddress cloud = address(target + given.cloudField(), given, given.cloud(), subnet, violations);
        if (peer != null && peer.equals(cloud)) {
            violations.add(target + given.cloudField(), "Both ends of the session have the address " + peer + ".");
        }
        boolean lan = medium != Medium.POINT_TO_POINT;
        if (lan && given.anyAddress() && given.peer() == null) {
            violations.add(target + given.peerField(), given.peerField() + " is required over an exchange.");
        }
        if (!lan && given.anyAddress() && given.prefix() == null) {
            violations.add(target + given.prefixField(), given.prefixField() + " is required with session addresses.");
        }
        if (subnet != null && !lan) {
            SessionAddresses ends = SessionAddresses.complete(subnet, peer, cloud);
            return new FamilySession(subnet, ends.peer(), ends.cloud(), given.maxPrefixes(), false);
        }
        return new FamilySession(subnet, peer, cloud, given.maxPrefixes(), false);
    }

    private static @Nullable IpPrefix prefix(String target, Given given, Medium medium, Violations violations) {
        if (medium == Medium.EXCHANGE && given.prefix() != null) {
            violations.add(target, given.prefixField() + " is not used over an exchange; give the addresses.");
            return null;
        }
        IpPrefix subnet = violations.parse(ErrorCode.INVALID_PREFIX, target, given.prefix(), IpPrefix::parse);
        if (subnet == null) {
            return null;
        }
        if (subnet.family() != given.family()) {
            violations.add(ErrorCode.INVALID_PREFIX, target, subnet + " is of the other address family.");
            return null;
        }
        boolean v4 = given.family() == IpAddress.Family.IPV4;
        int shortest = medium == Medium.SHARED_LAN ? 8 : v4 ? 30 : 64;
        int longest = v4 ? 31 : 127;
        if (subnet.length() < shortest || subnet.length() > longest) {
            violations.add(
                    ErrorCode.INVALID_PREFIX,
                    target,
                    v4 && medium == Medium.POINT_TO_POINT
                            ? "Invalid Prefix: " + subnet + ", must be either /30 or /31."
                            : "Invalid Prefix: " + subnet + ", mask must be /" + shortest + " - /" + longest + ".");
            return null;
        }
        return subnet;
    }

    private static @Nullable IpAddress address(
            String target, Given given, @Nullable String text, @Nullable IpPrefix subnet, Violations violations) {
        IpAddress address = violations.parse(ErrorCode.INVALID_PARAMETER, target, text, IpAddress::parse);
        if (address == null) {
            return null;
        }
        if (address.family() != given.family()) {
            violations.add(target, address + " is of the other address family.");
            return null;
        }
        if (subnet != null && !SessionAddresses.usable(subnet, address)) {
            violations.add(target, address + " is not a usable address of " + Objects.toString(subnet) + ".");
            return null;
        }
        return address;
    }
}
