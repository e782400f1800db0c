/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.collector.Doubt.Reason;

/**
 * What is doubtful of one session's tables, by family. It stands until a table that began after it is complete, and nothing
 * happened to that one. Changed as {@link PeerState} is.
 */
final class Doubts {
    private final Map<Family, Map<Reason, Doubt>> held = new EnumMap<>(Family.class);
    /** Families of which another table has begun since, with nothing wrong so far. */
    private final Set<Family> renewed = EnumSet.noneOf(Family.class);

    void add(Family family, Reason reason, Instant now) {
        renewed.remove(family);
        held.computeIfAbsent(family, _ -> new EnumMap<>(Reason.class))
                .merge(
                        reason,
                        new Doubt(reason, now, 1),
                        (before, one) -> new Doubt(reason, before.since(), before.count() + 1));
    }

    /** All tables begin anew. */
    void renew() {
        renewed.addAll(held.keySet());
    }

    /** The table of the family is all there. */
    void complete(Family family) {
        if (renewed.remove(family)) {
            held.remove(family);
        }
    }

    boolean any() {
        return !held.isEmpty();
    }

    boolean of(Family family) {
        return held.containsKey(family);
    }

    boolean unreadable(Family family) {
        return held.getOrDefault(family, Map.of()).containsKey(Reason.UNREADABLE);
    }

    List<Doubt> list(Family family) {
        return List.copyOf(held.getOrDefault(family, Map.of()).values());
    }
}
