/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.catalogue.GeoPoint;
import org.openpeering.partner.facility.ExchangeFacility.Port;

/**
 * What is known of a dump: what was counted and kept of all of it, filled by one {@link DumpReader} and then only read,
 * and a {@link #slice} of its facilities or exchanges.
 */
final class Dump {
    /**
     * A facility or an exchange.
     *
     * @param address empty for an exchange
     * @param place where it is, if that is known
     */
    @RegisterForReflection
    record Site(
            long id,
            String name,
            String address,
            String city,
            String country,
            @Nullable GeoPoint place) {}

    /**
     * A facility or exchange as it is staged.
     *
     * @param site null: it could not be read
     * @param present the cloud is there, as far as the dump says so of facilities
     * @param unclear what says whether the cloud is there, or with which port, could not be read
     */
    record StagedSite(long id, @Nullable Site site, boolean present, boolean unclear) {}

    /** A port of the cloud in a peering LAN. */
    record OwnPort(long exchange, long lan, Port port) {}

    /** A prefix of a peering LAN. */
    record LanPrefix(long lan, IpPrefix prefix) {}

    /** @param id of what the entry is about; null: it does not say */
    record Unreadable(Section section, @Nullable Long id, String why) {}

    /** Usable entries by object, also of those that were not kept. */
    final Map<Section, Long> read;
    /** Entries by object that lack what they need or break a rule. */
    final Map<Section, Long> unusable;
    /** The first of them that can't be read. */
    final List<Unreadable> unreadable;
    /** Of these objects an entry can't be read, and does not say what it is about: that may be anything. */
    final Set<Section> unidentified;

    final List<OwnPort> ports;
    final List<LanPrefix> lanPrefixes;
    /** LANs of which a prefix can't be read. */
    final Set<Long> unclearLans;

    final List<Site> facilities = new ArrayList<>();
    final List<Site> exchanges = new ArrayList<>();
    /** Facilities where the cloud is. */
    final Set<Long> presence = new HashSet<>();
    /** The facilities or exchanges of which something can't be read, so that nothing follows from the rest. */
    final Set<Long> unclear = new HashSet<>();

    Dump() {
        this(
                new EnumMap<>(Section.class),
                new EnumMap<>(Section.class),
                new ArrayList<>(),
                EnumSet.noneOf(Section.class),
                new ArrayList<>(),
                new ArrayList<>(),
                new HashSet<>());
    }

    private Dump(
            Map<Section, Long> read,
            Map<Section, Long> unusable,
            List<Unreadable> unreadable,
            Set<Section> unidentified,
            List<OwnPort> ports,
            List<LanPrefix> lanPrefixes,
            Set<Long> unclearLans) {
        this.read = read;
        this.unusable = unusable;
        this.unreadable = unreadable;
        this.unidentified = unidentified;
        this.ports = ports;
        this.lanPrefixes = lanPrefixes;
        this.unclearLans = unclearLans;
    }

    /** Whether the dump says anything of these objects; an empty section says nothing. */
    boolean has(Section section) {
        return read.getOrDefault(section, 0L) + unusable.getOrDefault(section, 0L) > 0;
    }

    /** The same dump with some of its facilities or exchanges. */
    Dump slice(Section section, Collection<StagedSite> sites) {
        Dump slice = new Dump(read, unusable, unreadable, unidentified, ports, lanPrefixes, unclearLans);
        for (StagedSite each : sites) {
            Site site = each.site();
            if (site == null || each.unclear()) {
                slice.unclear.add(each.id());
            } else {
                (section == Section.FAC ? slice.facilities : slice.exchanges).add(site);
            }
            if (each.present()) {
                slice.presence.add(each.id());
            }
        }
        return slice;
    }
}
