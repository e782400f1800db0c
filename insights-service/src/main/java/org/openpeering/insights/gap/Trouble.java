/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import java.time.Instant;
import java.util.List;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.net.IpPrefix;

/**
 * Something that is wrong at this moment; a gap is its life. The members are those of {@link CollectorGap}.
 *
 * @param end what has to happen for it to be over, as it will be told then
 */
public record Trouble(
        CollectorGap.Cause cause,
        String name,
        Instant since,
        String summary,
        String unseen,
        long missed,
        List<IpPrefix> prefixes,
        String end) {
    public Trouble {
        prefixes = List.copyOf(prefixes);
    }

    Trouble(
            CollectorGap.Cause cause,
            String name,
            Instant since,
            String summary,
            String unseen,
            long missed,
            String end) {
        this(cause, name, since, summary, unseen, missed, List.of(), end);
    }

    String key() {
        return CollectorGap.keyOf(cause, name);
    }
}
