/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an import comes to. Pure. */
record LegacyPlan(List<Change> changes) {

    /**
     * One peering as it shall be.
     *
     * @param held as it is, null when it is new
     */
    record Change(LegacyPeering wanted, @Nullable LegacyPeering held) {
        boolean added() {
            return held == null;
        }

        boolean same() {
            return held != null && held.peering().equals(wanted.peering());
        }
    }

    List<LegacyPeering> wanted() {
        return changes.stream().map(Change::wanted).toList();
    }

    LegacyImportReport report(boolean dryRun) {
        int unchanged = (int) changes.stream().filter(Change::same).count();
        return new LegacyImportReport(
                dryRun, names(Change::added), names(change -> !change.added() && !change.same()), unchanged);
    }

    private List<String> names(Predicate<Change> which) {
        return changes.stream()
                .filter(which)
                .map(change -> change.wanted().name())
                .toList();
    }
}
