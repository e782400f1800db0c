/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.latency.imported.ImportView.Refusal;

/** What became of the records of an import. */
final class Tally {
    static final int REFUSALS_TOLD = 100;

    private long records;
    private long accepted;
    private final List<Refusal> refusals = new ArrayList<>();
    private @Nullable String stopped;

    /** The number of the next record, from 1. */
    long next() {
        return ++records;
    }

    long records() {
        return records;
    }

    void accept() {
        accepted++;
    }

    void refuse(long record, String reason) {
        if (refusals.size() < REFUSALS_TOLD) {
            refusals.add(new Refusal(record, reason));
        }
    }

    /** The first reason counts. */
    void stop(String reason) {
        stopped = stopped == null ? reason : stopped;
    }

    boolean goesOn() {
        return stopped == null;
    }

    ImportView view() {
        return new ImportView(records, accepted, records - accepted, refusals, stopped);
    }
}
