/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;

/**
 * Which prefixes are still to be judged by what has become known of networks since: all, some in each turn, so that no change waits
 * for longer than those take.
 */
final class Reconsidered {
    /** At a turn each 50 ms: 10,000 prefixes of a partition within half a minute, and some milliseconds of each turn. */
    static final int EACH_TURN = 20;

    private final Deque<IpPrefix> left = new ArrayDeque<>();
    private @Nullable Instant by;
    private boolean begun;

    /**
     * Those of this turn.
     *
     * @param knowledge when what is known now was found out; a first one counts too: routes may have come before it
     */
    List<IpPrefix> turn(@Nullable Instant knowledge, Supplier<List<IpPrefix>> all) {
        if (!begun || !Objects.equals(by, knowledge)) {
            begun = true;
            by = knowledge;
            left.clear();
            if (knowledge != null) {
                left.addAll(all.get());
            }
        }
        List<IpPrefix> some = left.stream().limit(EACH_TURN).toList();
        some.forEach(_ -> left.poll());
        return some;
    }
}
