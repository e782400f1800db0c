/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.Instant;
import java.util.List;

/**
 * An incident as the peers of a collector tell it.
 *
 * @param begin when it was, a few minutes before anything happens
 * @param tellings in the order of their times; each peer's session comes up first
 */
public record Scenario(Instant begin, List<Watched> watched, List<Telling> tellings) {
    public Scenario {
        watched = List.copyOf(watched);
        tellings = List.copyOf(tellings);
    }
}
