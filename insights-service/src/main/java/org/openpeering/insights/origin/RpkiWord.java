/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.util.List;
import org.openpeering.registry.rpki.Vrp;

/**
 * What the RPKI says of a route's origin (RFC 6811), and by what.
 *
 * @param covering the VRPs that it follows from, the shortest prefix first; of {@link State#ENDING} those that end
 */
public record RpkiWord(State state, List<Vrp> covering) {
    /** Nobody knows. */
    static final RpkiWord UNKNOWN = new RpkiWord(State.UNKNOWN, List.of());

    /** What it comes to. */
    public enum State {
        /** There is no source, or its data is too old: nothing follows. */
        UNKNOWN,
        /** No VRP covers it. */
        NOT_FOUND,
        VALID,
        /** Valid, and all VRPs by which it is end soon, as the source says. */
        ENDING,
        /** Covered, and no VRP names the origin. */
        WRONG_ORIGIN,
        /** A VRP names the origin, but only for shorter prefixes. */
        TOO_LONG,
        /** Covered, and the path names no single origin. */
        NO_ORIGIN;

        public boolean valid() {
            return this == VALID || this == ENDING;
        }

        public boolean invalid() {
            return this == WRONG_ORIGIN || this == TOO_LONG || this == NO_ORIGIN;
        }
    }

    public RpkiWord {
        covering = List.copyOf(covering);
    }
}
