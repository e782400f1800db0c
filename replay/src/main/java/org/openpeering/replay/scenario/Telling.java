/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.Duration;
import java.util.List;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;

/**
 * What a peer says.
 *
 * @param at since the scenario's begin
 */
public record Telling(Duration at, Peer peer, Said said) {
    /** One message, or the begin or end of a session. */
    public sealed interface Said {}

    /** The session comes up. */
    public record Up() implements Said {}

    /** The session is gone, and all that was told on it with it. */
    public record Down() implements Said {}

    /** All that the peer had when its session came up is told. */
    public record Complete() implements Said {}

    /** @param prefixes of one family, as many as fit an UPDATE */
    public record Announced(List<IpPrefix> prefixes, AsPath path, List<Community> communities) implements Said {}

    /** @param prefixes of one family, as many as fit an UPDATE */
    public record Withdrawn(List<IpPrefix> prefixes) implements Said {}
}
