/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

/**
 * How a link stands, in a byte: what the last run has found, for how many runs in a row, and what is in force.
 *
 * <p>What is in force changes when {@link #SETTLED} runs in a row have found the same: a leak of a day, a session that is
 * away, or a table that was read too early change nothing. Only what the very first run finds is in force at once, since there
 * is nothing yet to hold on to; it is young until as many runs have found it.
 */
final class Standing {
    /** Runs in a row. */
    static final int SETTLED = 3;

    private static final int FOUND = 0x40;
    private static final int IN_FORCE = 0x20;
    private static final int YOUNG = 0x10;
    private static final int RUNS = 0x0F;

    private Standing() {}

    static byte first(boolean found) {
        return (byte) (1 | (found ? FOUND | IN_FORCE | YOUNG : 0));
    }

    /** @param before 0 for a link that was not known */
    static byte next(int before, boolean found) {
        int runs = found == found(before) ? Math.min(RUNS, runs(before) + 1) : 1;
        boolean settled = runs >= SETTLED;
        boolean inForce = settled ? found : inForce(before);
        boolean young = inForce && young(before) && !settled;
        return (byte) (runs | (found ? FOUND : 0) | (inForce ? IN_FORCE : 0) | (young ? YOUNG : 0));
    }

    static boolean found(int standing) {
        return (standing & FOUND) != 0;
    }

    static boolean inForce(int standing) {
        return (standing & IN_FORCE) != 0;
    }

    static boolean young(int standing) {
        return (standing & YOUNG) != 0;
    }

    static int runs(int standing) {
        return standing & RUNS;
    }
}
