/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

/**
 * What speaks for one network being another one's customer.
 *
 * @param ways distinct paths with a network in them that buys transit of nobody
 * @param partnerWays distinct paths that a partner has announced. That partners announce nothing but customers is what they
 *     should do, and not what nobody could do otherwise: they weigh half.
 */
public record Tally(int ways, int partnerWays) {
    static final Tally NONE = new Tally(0, 0);

    /**
     * Three ways, or six of partners: one is an accident or a path that somebody has written, and two of one origin's
     * prefixes come from one mistake as well.
     */
    private static final long ENOUGH = 6;
    /**
     * One in twenty may say the opposite. While a network leaks, the paths of the leak show a provider as the leaker's
     * customer; they are fewer than what is usual, and where they are not, nobody can tell the two apart from outside. More
     * against it than that is no customer, but two who are both, a peer, or a leak that lasts.
     */
    private static final long OVERWHELMING = 20;

    long points() {
        return 2L * ways + partnerWays;
    }

    Tally plus(Tally other) {
        return new Tally(ways + other.ways, partnerWays + other.partnerWays);
    }

    boolean enough() {
        return points() >= ENOUGH;
    }

    /** Whether they are enough, and so many more than what speaks for the opposite. */
    boolean prevails(Tally opposite) {
        return enough() && opposite.points() * OVERWHELMING <= points() + opposite.points();
    }
}
