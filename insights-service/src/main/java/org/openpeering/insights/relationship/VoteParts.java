/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of one router's votes as they come: whole when all of one run are there. */
public final class VoteParts {
    private final @Nullable Votes[] parts = new Votes[VotesCodec.PARTS];

    /**
     * Takes a part; what is older than what is known of it is left aside.
     *
     * @return all of a run; empty as long as some of it is not there
     */
    public Optional<Votes> take(int part, Votes votes) {
        Votes known = parts[part];
        if (known != null && at(known).isAfter(at(votes))) {
            return Optional.empty();
        }
        parts[part] = votes;
        return joined(at(votes));
    }

    /**
     * What there is, be it of several runs: for the begin, when who has told some of a run is gone. Each customer's providers
     * are of one run.
     */
    public Optional<Votes> mixed() {
        return joined(null);
    }

    /** @param of the run that all have to be of; null: of any */
    private Optional<Votes> joined(@Nullable Instant of) {
        Votes[] all = new Votes[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Votes part = parts[i];
            if (part == null || (of != null && !at(part).equals(of))) {
                return Optional.empty();
            }
            all[i] = part;
        }
        return Optional.of(VotesCodec.join(all));
    }

    private static Instant at(Votes votes) {
        Instant at = votes.at();
        return at == null ? Instant.MIN : at;
    }
}
