/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

/**
 * What of a scenario is not given by what happened.
 *
 * @param seed of everything that is drawn: delays, who hears what, further prefixes
 * @param routes of an incident with thousands of prefixes at most so many are told, beside those that are watched
 */
public record Settings(long seed, int routes, Stand stand) {
    /** More than in any incident here. */
    public static final int MOST_ROUTES = 100_000;

    public static final Settings DEFAULT = new Settings(1, 1_000, Stand.NOBODY);

    public Settings {
        if (routes < 1 || routes > MOST_ROUTES) {
            throw new IllegalArgumentException("routes are 1 to " + MOST_ROUTES + ", not " + routes);
        }
    }
}
