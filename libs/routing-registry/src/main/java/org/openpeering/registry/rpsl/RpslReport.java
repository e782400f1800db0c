/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.util.List;

/**
 * How reading a dump went.
 *
 * @param objects of any class
 * @param kept of the classes of interest
 * @param malformed of the classes of interest, or of no class at all: skipped
 * @param defects the first of the malformed ones
 */
public record RpslReport(long objects, long kept, long malformed, List<Defect> defects) {
    public RpslReport {
        defects = List.copyOf(defects);
    }

    /**
     * Whether so much of what is of interest can't be read that the rest is not the registry.
     *
     * @param percent the share that may be malformed
     * @param least fewer are never too many: in a small dump one is a large share
     */
    public boolean unusable(int percent, long least) {
        return malformed >= least && malformed * 100 > percent * (kept + malformed);
    }

    /** @param line where the object begins, counted from 1 */
    public record Defect(long line, String what) {}
}
