/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.util.Objects;
import java.util.function.Predicate;
import org.openpeering.contract.net.IpPrefix;

/**
 * What a change of a registry's data may do to the prefixes that we answer for. A broken source must not turn a mass of
 * verdicts over: who asks holds such data back. Pure.
 *
 * @param least fewer flips than this are never too many
 * @param prefixes more than this are
 * @param percent so is more than this share of all
 */
public record BlastRadius(int least, int prefixes, double percent) {
    public boolean exceeded(int flips, int all) {
        return flips >= least && (flips > prefixes || flips * 100.0 > all * percent);
    }

    /** Whether a prefix may be judged otherwise by the newer data. */
    public static Predicate<IpPrefix> touched(RpkiData older, RpkiData newer) {
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
