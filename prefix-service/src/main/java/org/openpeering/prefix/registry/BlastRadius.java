/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import java.util.Objects;
import java.util.function.Predicate;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;

/**
 * What a change of a registry's data may do to the prefixes that we answer for. Pure.
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
}
