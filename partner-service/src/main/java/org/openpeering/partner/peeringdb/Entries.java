/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import org.openpeering.partner.peeringdb.Dump.Unreadable;

/**
 * Decides entry by entry what of a dump is kept. What can't be read is kept as that: it is there, whatever it says, and so
 * nothing that is known of it is given up.
 */
final class Entries {
    private static final int LONGEST = 250;
    private static final String THERE = "ok";

    private final Dump dump;
    private final Asn network;
    private final Instant now;
    private final Map<Section, Integer> kept = new EnumMap<>(Section.class);
    private DumpBatch batch = new DumpBatch();

    Entries(Dump dump, Asn network, Instant now) {
        this.dump = dump;
        this.network = network;
        this.now = now;
    }

    /** What was kept for the database since the last call. */
    DumpBatch batch() {
        DumpBatch full = batch;
        batch = new DumpBatch();
        return full;
    }

    int waiting() {
        return batch.size();
    }

    /** False when there is no room for one more. */
    boolean take(Section section, Map<String, String> entry) {
        try {
            boolean usable = switch (section) {
                case FAC -> facility(entry);
                case IX -> exchange(entry);
                case NETIXLAN -> port(entry);
                case NETFAC -> presence(entry);
                case IXPFX -> lanPrefix(entry);
                case NET -> network(entry);
            };
            (usable ? dump.read : dump.unusable).merge(section, 1L, Long::sum);
        } catch (MalformedValueException e) {
            unreadable(section, id(entry, section), String.valueOf(e.getMessage()));
        }
        return kept.getOrDefault(section, 0) <= section.most();
    }

    private void unreadable(Section section, @Nullable Long id, String why) {
        dump.unusable.merge(section, 1L, Long::sum);
        if (dump.unreadable.size() < ImportReportView.LONGEST) {
            dump.unreadable.add(new Unreadable(section, id, why));
        }
        if (id == null) {
            dump.unidentified.add(section);
        } else if (section == Section.IXPFX) {
            count(section);
            dump.unclearLans.add(id);
        } else {
            stage(section, id, null);
        }
    }

    private void stage(Section section, long id, @Nullable Object entry) {
        count(section);
        batch.add(section, id, entry);
    }

    private void count(Section section) {
        kept.merge(section, 1, Integer::sum);
    }

    private boolean facility(Map<String, String> entry) {
        if (there(entry)) {
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
            site(Section.FAC, entry, name, address.length() <= LONGEST ? address : name, place(entry));
        }
        return true;
    }

    private boolean exchange(Map<String, String> entry) {
        if (there(entry)) {
            site(Section.IX, entry, text(entry, "name"), "", null);
        }
        return true;
    }

    private void site(
            Section section, Map<String, String> entry, String name, String address, @Nullable GeoPoint place) {
        Site site = new Site(
                number(entry, "id"),
                name,
                address,
                text(entry, "city"),
                text(entry, "country").toUpperCase(Locale.ROOT),
                place);
        stage(section, site.id(), site);
    }

    private boolean port(Map<String, String> entry) {
        if (!there(entry) || number(entry, "asn") != network.value()) {
            return true;
        }
        IpAddress v4 = address(entry, "ipaddr4", IpAddress.Family.IPV4);
        IpAddress v6 = address(entry, "ipaddr6", IpAddress.Family.IPV6);
        long speed = number(entry, "speed");
        if (v4 == null && v6 == null) {
            return false;
        }
        dump.ports.add(new OwnPort(number(entry, "ix_id"), number(entry, "ixlan_id"), new Port(speed, v4, v6)));
        count(Section.NETIXLAN);
        return true;
    }

    private boolean presence(Map<String, String> entry) {
        if (there(entry) && number(entry, "local_asn") == network.value()) {
            stage(Section.NETFAC, number(entry, "fac_id"), true);
        }
        return true;
    }

    private boolean lanPrefix(Map<String, String> entry) {
        if (there(entry)) {
            dump.lanPrefixes.add(new LanPrefix(number(entry, "ixlan_id"), IpPrefix.parse(text(entry, "prefix"))));
            count(Section.IXPFX);
        }
        return true;
    }

    private boolean network(Map<String, String> entry) {
        String prefixes = entry.get("info_prefixes4");
        PeeringDbNetwork found = new PeeringDbNetwork(
                new Asn(number(entry, "asn")),
                text(entry, "name"),
                optional(entry, "irr_as_set"),
                prefixes == null ? null : number(entry, "info_prefixes4"),
                optional(entry, "info_type"),
                optional(entry, "policy_general"),
                status(entry),
                now);
        stage(Section.NET, found.asn().value(), found);
        return true;
    }

    /** What PeeringDB has deleted, or not approved yet, is not there. */
    private static boolean there(Map<String, String> entry) {
        return status(entry).equals(THERE);
    }

    private static String status(Map<String, String> entry) {
        String status = entry.getOrDefault("status", THERE);
        if (!List.of(THERE, "pending", "deleted").contains(status)) {
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
        if (text.length() > LONGEST || text.codePoints().anyMatch(Entries::unfit)) {
            throw new MalformedValueException(member + " is too long or has control characters");
        }
        return text.isEmpty() ? null : text;
    }

    /** Control characters, and halves of characters. */
    private static boolean unfit(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static long number(Map<String, String> entry, String member) {
        return parsed(entry, member).orElseThrow(() -> new MalformedValueException(member + " is not a number"));
    }

    private static Optional<Long> parsed(Map<String, String> entry, String member) {
        String text = entry.getOrDefault(member, "");
        return text.matches("[0-9]{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static @Nullable Long id(Map<String, String> entry, Section section) {
        return parsed(entry, section.identity()).orElse(null);
    }

    private static @Nullable IpAddress address(Map<String, String> entry, String member, IpAddress.Family family) {
        String text = optional(entry, member);
        IpAddress address = text == null ? null : IpAddress.parse(text);
        if (address != null && address.family() != family) {
            throw new MalformedValueException(member + " is of the other family");
        }
        return address;
    }

    /** Null when the entry does not say. A facility must not leave its metro since its place can't be read. */
    private static @Nullable GeoPoint place(Map<String, String> entry) {
        String latitude = optional(entry, "latitude");
        String longitude = optional(entry, "longitude");
        return latitude == null || longitude == null
                ? null
                : new GeoPoint(degrees("latitude", latitude, 90), degrees("longitude", longitude, 180));
    }

    private static double degrees(String member, String text, int most) {
        try {
            double degrees = Double.parseDouble(text);
            if (Math.abs(degrees) <= most) {
                return degrees;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new MalformedValueException(member + " is not on earth");
    }
}
