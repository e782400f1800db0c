/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.OriginValidation;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;

/**
 * What a change of the RPKI's data does to the prefixes that we answer for. Pure.
 *
 * @param least fewer flips than this are never too many
 * @param prefixes more than this are
 * @param percent so is more than this share of all
 */
record BlastRadius(int least, int prefixes, double percent) {
    boolean exceeded(int flips, int all) {
        return flips >= least && (flips > prefixes || flips * 100.0 > all * percent);
    }

    /** Whether a prefix may be judged otherwise by the newer data. */
    static Predicate<IpPrefix> touched(RpkiData older, RpkiData newer) {
        VrpChanges changed = new VrpChanges();
        older.vrps().difference(newer.vrps(), new VrpTable.DifferenceVisitor() {
            @Override
            public void announced(Vrp vrp) {
                changed.announce(vrp);
            }

            @Override
            public void withdrawn(Vrp vrp) {
                changed.announce(vrp);
            }
        });
        VrpTable table = VrpTable.of(changed);
        boolean aspas = !Objects.equals(older.aspas(), newer.aspas());
        return prefix -> aspas || !table.covering(prefix).isEmpty();
    }

    /** How many prefixes have a route whose state is another by the newer data. */
    static int flips(RpkiData older, RpkiData newer, Collection<PrefixRoutes> announced) {
        return (int) announced.stream()
                .filter(prefix -> origins(prefix).stream()
                        .anyMatch(origin ->
                                state(older, prefix.prefix(), origin) != state(newer, prefix.prefix(), origin)))
                .count();
    }

    private static List<@Nullable Asn> origins(PrefixRoutes announced) {
        return announced.routes().stream()
                .<@Nullable Asn>map(route -> route.asPath().origin().orElse(null))
                .distinct()
                .toList();
    }

    private static OriginValidation.State state(RpkiData data, IpPrefix prefix, @Nullable Asn origin) {
        return OriginValidation.of(data.vrps(), prefix, origin).state();
    }
}
