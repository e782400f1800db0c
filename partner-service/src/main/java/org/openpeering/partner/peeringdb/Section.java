/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The objects of PeeringDB that matter here, with the members that are read; all else is skipped unread. */
enum Section {
    FAC("id", "status", "name", "address1", "address2", "zipcode", "city", "country", "latitude", "longitude"),
    IX("id", "status", "name", "city", "country"),
    NETIXLAN("status", "ix_id", "ixlan_id", "asn", "speed", "ipaddr4", "ipaddr6"),
    NETFAC("status", "fac_id", "local_asn"),
    IXPFX("status", "ixlan_id", "prefix"),
    NET("status", "asn", "name", "irr_as_set", "info_prefixes4", "info_type", "policy_general");

    /** Of each kind are kept; an order of magnitude above what there is. */
    static final int MOST = 300_000;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> members;

    Section(String... members) {
        this.members = Set.of(members);
    }

    String object() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean reads(String member) {
        return members.contains(member);
    }

    static Optional<Section> of(String object) {
        return Arrays.stream(values())
                .filter(section -> section.object().equals(object))
                .findFirst();
    }
}
