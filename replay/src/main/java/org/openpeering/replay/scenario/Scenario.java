/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * An incident as the peers of a collector tell it.
 *
 * @param begin when it was, a few minutes before anything happens
 * @param tellings in the order of their times; each peer's session comes up first
 * @param signings what the RPKI says at which time, in their order; empty where it does not matter
 */
public record Scenario(Instant begin, List<Watched> watched, List<Telling> tellings, List<Signing> signings) {
    public Scenario {
        watched = List.copyOf(watched);
        tellings = List.copyOf(tellings);
        signings = List.copyOf(signings);
    }

    /**
     * All ROAs there are from a time on.
     *
     * @param at after the begin
     */
    public record Signing(Duration at, List<Roa> roas) {
        public Signing {
            roas = List.copyOf(roas);
        }
    }

    /** Who may originate a prefix, and parts of it up to a length. */
    public record Roa(IpPrefix prefix, int maxLength, Asn asn) {}
}
