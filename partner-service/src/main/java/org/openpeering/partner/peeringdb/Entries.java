/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.partner.catalogue.GeoPoint;
import org.openpeering.partner.facility.ExchangeFacility.Port;
import org.openpeering.partner.peeringdb.Dump.LanPrefix;
import org.openpeering.partner.peeringdb.Dump.OwnPort;
import org.openpeering.partner.peeringdb.Dump.Site;

/** Decides entry by entry what of a dump is kept. An entry that can't be used is counted, and does no other harm. */
final class Entries {
    private static final int LONGEST = 250;

    private final Dump dump;
    private final Asn network;
    private final Instant now;

    Entries(Dump dump, Asn network, Instant now) {
        this.dump = dump;
        this.network = network;
        this.now = now;
    }

    /** False when there is no room for one more. */
    boolean take(Section section, Map<String, String> entry) {
        try {
            Collection<?> kept = switch (section) {
                case FAC -> facility(entry);
                case IX -> exchange(entry);
                case NETIXLAN -> port(entry);
                case NETFAC -> presence(entry);
                case IXPFX -> lanPrefix(entry);
                case NET -> network(entry);
            };
            dump.read.merge(section, 1L, Long::sum);
            return kept.size() <= Section.MOST;
        } catch (MalformedValueException e) {
            dump.unusable++;
            return true;
        }
    }

    private Collection<?> facility(Map<String, String> entry) {
        String name = text(entry, "name");
        String street = Stream.of("address1", "address2")
                .map(member -> optional(entry, member))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        String city = text(entry, "city");
        String zip = optional(entry, "zipcode");
        String address = Stream.of(name, street, zip == null ? city : zip + " " + city)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        Site site = new Site(
                number(entry, "id"),
                name,
                address.length() <= LONGEST ? address : name,
                city,
                text(entry, "country").toUpperCase(Locale.ROOT),
                place(entry));
        return keep(dump.facilities, entry, site);
    }

    private Collection<?> exchange(Map<String, String> entry) {
        Site site = new Site(
                number(entry, "id"),
                text(entry, "name"),
                "",
                text(entry, "city"),
                text(entry, "country").toUpperCase(Locale.ROOT),
                null);
        return keep(dump.exchanges, entry, site);
    }

    private Collection<?> port(Map<String, String> entry) {
        if (number(entry, "asn") != network.value()) {
            return dump.ports;
        }
        IpAddress v4 = address(entry, "ipaddr4", IpAddress.Family.IPV4);
        IpAddress v6 = address(entry, "ipaddr6", IpAddress.Family.IPV6);
        if (v4 == null && v6 == null) {
            throw new MalformedValueException("a port without address");
        }
        Port port = new Port(number(entry, "speed"), v4, v6);
        return keep(dump.ports, entry, new OwnPort(number(entry, "ix_id"), number(entry, "ixlan_id"), port));
    }

    private Collection<?> presence(Map<String, String> entry) {
        return number(entry, "local_asn") == network.value()
                ? keep(dump.presence, entry, number(entry, "fac_id"))
                : dump.presence;
    }

    private Collection<?> lanPrefix(Map<String, String> entry) {
        return keep(
                dump.lanPrefixes,
                entry,
                new LanPrefix(number(entry, "ixlan_id"), IpPrefix.parse(text(entry, "prefix"))));
    }

    private Collection<?> network(Map<String, String> entry) {
        String prefixes = entry.get("info_prefixes4");
        dump.networks.add(new PeeringDbNetwork(
                new Asn(number(entry, "asn")),
                text(entry, "name"),
                optional(entry, "irr_as_set"),
                prefixes == null ? null : number(entry, "info_prefixes4"),
                optional(entry, "info_type"),
                optional(entry, "policy_general"),
                status(entry),
                now));
        return dump.networks;
    }

    /** What PeeringDB has deleted, or not approved yet, is not there. */
    private static <T> Collection<T> keep(Collection<T> kept, Map<String, String> entry, T value) {
        if (status(entry).equals("ok")) {
            kept.add(value);
        }
        return kept;
    }

    private static String status(Map<String, String> entry) {
        String status = entry.getOrDefault("status", "ok");
        if (!List.of("ok", "pending", "deleted").contains(status)) {
            throw new MalformedValueException("unknown status");
        }
        return status;
    }

    private static String text(Map<String, String> entry, String member) {
        String text = optional(entry, member);
        if (text == null) {
            throw new MalformedValueException(member + " is missing");
        }
        return text;
    }

    private static @Nullable String optional(Map<String, String> entry, String member) {
        String text = entry.getOrDefault(member, "").strip();
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedValueException(member + " is too long or has control characters");
        }
        return text.isEmpty() ? null : text;
    }

    private static long number(Map<String, String> entry, String member) {
        String text = entry.getOrDefault(member, "");
        if (!text.matches("[0-9]{1,10}")) {
            throw new MalformedValueException(member + " is not a number");
        }
        return Long.parseLong(text);
    }

    private static @Nullable IpAddress address(Map<String, String> entry, String member, IpAddress.Family family) {
        String text = optional(entry, member);
        IpAddress address = text == null ? null : IpAddress.parse(text);
        if (address != null && address.family() != family) {
            throw new MalformedValueException(member + " is of the other family");
        }
        return address;
    }

    private static @Nullable GeoPoint place(Map<String, String> entry) {
        try {
            double latitude = Double.parseDouble(entry.getOrDefault("latitude", ""));
            double longitude = Double.parseDouble(entry.getOrDefault("longitude", ""));
            boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
            return onEarth ? new GeoPoint(latitude, longitude) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
