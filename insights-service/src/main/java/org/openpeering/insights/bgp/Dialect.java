/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import org.openpeering.contract.net.IpAddress.Family;

/**
 * How one session's UPDATE messages are written, as far as that is known. What the OPENs negotiated and the router
 * declares is where to begin, not what holds: FRR negotiates path identifiers and reports none, GoBGP the other way
 * round. So for each family the first bytes that only one reading explains decide, and what both explain follows; later
 * ones that only the other reading explains decide anew.
 *
 * <p>Belongs to the thread that decodes the session. Tested by {@code DialectTest}.
 */
public final class Dialect {
    private Reading negotiated;
    private final Trait pathsIpv4 = new Trait();
    private final Trait pathsIpv6 = new Trait();
    private final Trait wideIpv4 = new Trait();
    private final Trait wideIpv6 = new Trait();

    /** Something that is so or not, guessed until it is seen. */
    private static final class Trait {
        private boolean value;
        private boolean decided;

        void begin(boolean guess, boolean certain) {
            value = guess;
            decided = certain;
        }
    }

    public Dialect(Reading negotiated) {
        this.negotiated = negotiated;
        begin(negotiated, false);
    }

    /**
     * Begins anew, with path identifiers where the reading says so: only what it can't explain is read otherwise. The
     * width of AS numbers stays a guess, since an AS path nearly always tells it.
     */
    void begin(Reading known) {
        begin(known, true);
    }

    private void begin(Reading reading, boolean certainPaths) {
        negotiated = reading;
        pathsIpv4.begin(reading.addPathIpv4(), certainPaths);
        pathsIpv6.begin(reading.addPathIpv6(), certainPaths);
        wideIpv4.begin(reading.fourByteAs(), false);
        wideIpv6.begin(reading.fourByteAs(), false);
    }

    /** What the router says of its AS paths with each message (RFC 7854 section 4.2, flag A). */
    public void declare(boolean fourByteAs) {
        negotiated = negotiated.withFourByteAs(fourByteAs);
        wideIpv4.value = wideIpv4.decided ? wideIpv4.value : fourByteAs;
        wideIpv6.value = wideIpv6.decided ? wideIpv6.value : fourByteAs;
    }

    Reading negotiated() {
        return negotiated;
    }

    private Trait paths(Family family) {
        return family == Family.IPV4 ? pathsIpv4 : pathsIpv6;
    }

    private Trait wide(Family family) {
        return family == Family.IPV4 ? wideIpv4 : wideIpv6;
    }

    /** Prefixes of the family carry path identifiers. */
    boolean addPath(Family family) {
        return paths(family).value;
    }

    boolean addPathDecided(Family family) {
        return paths(family).decided;
    }

    void decideAddPath(Family family, boolean value) {
        paths(family).begin(value, true);
    }

    /** AS paths of the family's routes hold 4-byte numbers. */
    boolean fourByteAs(Family family) {
        return wide(family).value;
    }

    boolean fourByteAsDecided(Family family) {
        return wide(family).decided;
    }

    void decideFourByteAs(Family family, boolean value) {
        wide(family).begin(value, true);
    }
}
