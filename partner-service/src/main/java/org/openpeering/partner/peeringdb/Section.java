/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of PeeringDB that matter here, with the member that says which thing an entry is about and all that are
 * read; all else is skipped unread.
 *
 * <p>Of each there is a bound to what is kept, far above what there is: a million where it is kept in the database, and
 * what surely fits where it is kept in memory ({@code NETIXLAN}: the cloud's ports, {@code IXPFX}).
 */
enum Section {
    FAC(
            1_000_000,
            "id",
            "status",
            "name",
            "address1",
            "address2",
            "zipcode",
            "city",
            "country",
            "latitude",
            "longitude"),
    IX(1_000_000, "id", "status", "name", "city", "country"),
    NETIXLAN(10_000, "ix_id", "status", "ixlan_id", "asn", "speed", "ipaddr4", "ipaddr6"),
    NETFAC(1_000_000, "fac_id", "status", "local_asn"),
    IXPFX(30_000, "ixlan_id", "status", "prefix"),
    NET(1_000_000, "asn", "status", "name", "irr_as_set", "info_prefixes4", "info_type", "policy_general");

    private final int most;
    private final String identity;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> members;

    Section(int most, String... members) {
        this.most = most;
        this.identity = members[0];
        this.members = Set.of(members);
    }

    int most() {
        return most;
    }

    String object() {
        return name().toLowerCase(Locale.ROOT);
    }

    String identity() {
        return identity;
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
