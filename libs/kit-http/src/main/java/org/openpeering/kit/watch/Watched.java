/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.watch;

import org.openpeering.kit.trace.Step;

/** A request under way; of its context. */
final class Watched {
    /** What no resource answers: there is no operation. */
    static final String NONE = "none";

    private final long began = System.nanoTime();
    private final Step step;
    private String operation = NONE;

    Watched(Step step) {
        this.step = step;
    }

    long began() {
        return began;
    }

    Step step() {
        return step;
    }

    String operation() {
        return operation;
    }

    void is(String known) {
        this.operation = known;
    }
}
