/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.catalogue.GeoPoint;
import org.openpeering.partner.facility.ExchangeFacility.Port;

/** What was kept of a dump. Filled by one {@link DumpReader}, then only read. */
final class Dump {
    /**
     * A facility or an exchange.
     *
     * @param address empty for an exchange
     * @param place where it is, if that is known
     */
    record Site(
            long id,
            String name,
            String address,
            String city,
            String country,
            @Nullable GeoPoint place) {}

    /** A port of the cloud in a peering LAN. */
    record OwnPort(long exchange, long lan, Port port) {}

    /** A prefix of a peering LAN. */
    record LanPrefix(long lan, IpPrefix prefix) {}

    /** Usable entries by object, also of those that were not kept. */
    final Map<Section, Long> read = new EnumMap<>(Section.class);
    /** Entries that lack what they need or break a rule. */
    long unusable;

    final List<Site> facilities = new ArrayList<>();
    final List<Site> exchanges = new ArrayList<>();
    final List<OwnPort> ports = new ArrayList<>();
    /** Facilities where the cloud is. */
    final Set<Long> presence = new HashSet<>();

    final List<LanPrefix> lanPrefixes = new ArrayList<>();
    final List<PeeringDbNetwork> networks = new ArrayList<>();

    /** Whether the dump says anything of these objects; an empty section says nothing. */
    boolean has(Section section) {
        return read.getOrDefault(section, 0L) > 0;
    }
}
