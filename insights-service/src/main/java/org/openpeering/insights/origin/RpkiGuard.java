/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.origin.RpkiWord.State;
import org.openpeering.registry.rpki.BlastRadius;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpTable;

/**
 * Whether new RPKI data may be in force: a trust anchor that is lost, or a cache that is emptied, must raise no mass of events.
 * The rule for monitored prefixes is that of prefix-service, counted for those whose legal origins would be valid no more, or
 * invalid; what is gone of the data counts beside it, however few of the prefixes it concerns.
 *
 * @param flips how many prefixes are too many
 * @param vanished more than this share of all VRPs in percent, gone at once, are
 */
record RpkiGuard(BlastRadius flips, double vanished) {
    /** Fewer VRPs that are gone are not looked at as a share: one holder has as many. */
    private static final int LEAST_GONE = 100;

    /**
     * What a change does.
     *
     * @param flips monitored prefixes of which a legal origin is judged worse than before
     * @param prefixes all that are monitored
     * @param gone VRPs that are gone
     * @param before all that there were
     * @param held whether it is too much
     */
    record Weight(int flips, int prefixes, int gone, int before, boolean held) {
        @Override
        public String toString() {
            return "%d of %d VRPs would be gone, and %d of %d prefixes judged worse"
                    .formatted(gone, before, flips, prefixes);
        }
    }

    Weight weigh(RpkiView before, RpkiData after, Collection<MonitoredPrefix> monitored) {
        RpkiData is = new RpkiData(before.vrps(), before.aspas());
        Predicate<IpPrefix> touched = BlastRadius.touched(is, new RpkiData(after.vrps(), before.aspas()));
        int worse = 0;
        for (MonitoredPrefix prefix : monitored) {
            if (touched.test(prefix.prefix()) && worse(before, after, prefix)) {
                worse++;
            }
        }
        Gone gone = new Gone();
        before.vrps().difference(after.vrps(), gone);
        int all = before.vrps().size();
        boolean emptied = all > 0 && after.vrps().size() == 0;
        boolean much = gone.count >= LEAST_GONE && gone.count * 100.0 > all * vanished;
        return new Weight(
                worse, monitored.size(), gone.count, all, emptied || much || flips.exceeded(worse, monitored.size()));
    }

    private static boolean worse(RpkiView before, RpkiData after, MonitoredPrefix prefix) {
        RpkiView was = new RpkiView(true, before.vrps(), before.vrps(), null);
        RpkiView is = new RpkiView(true, after.vrps(), after.vrps(), null);
        for (Asn origin : prefix.legalOrigins()) {
            State old = was.of(prefix.prefix(), origin).state();
            State young = is.of(prefix.prefix(), origin).state();
            if ((old.valid() && !young.valid()) || (!old.invalid() && young.invalid())) {
                return true;
            }
        }
        return false;
    }

    private static final class Gone implements VrpTable.DifferenceVisitor {
        private int count;

        @Override
        public void announced(Vrp vrp) {
            // More is no harm by itself.
        }

        @Override
        public void withdrawn(Vrp vrp) {
            count++;
        }
    }

    /** New data that is held back. */
    record Hold(Instant since, String source, String version, Weight weight) {}
}
