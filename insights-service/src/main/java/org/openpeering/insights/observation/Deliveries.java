/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.insights.bmp.Tally;

/** What became of what was given to Kafka, counted and logged. */
final class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final int NAMED = 5;

    /** What was dropped after all. */
    enum SinkCount {
        TOO_LARGE,
        NOT_SENT
    }

    private final InstantSource clock;
    private final Tally<SinkCount> tally = new Tally<>(SinkCount.class);
    private volatile @Nullable Instant failingSince;

    Deliveries(InstantSource clock) {
        this.clock = clock;
    }

    Tally<SinkCount> tally() {
        return tally;
    }

    /** Since when nothing could be sent; empty while sending succeeds. */
    Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    void known(Topic topic, Collection<?> concerned, int bytes, @Nullable Exception failure) {
        if (failure == null) {
            failingSince = null;
        } else if (failure instanceof RecordTooLargeException) {
            tally.count(SinkCount.TOO_LARGE);
            LOG.errorf("an observation of %s is too large for %s: %d bytes", some(concerned), topic.topicName(), bytes);
        } else {
            refused(some(concerned), failure);
        }
    }

    void refused(String key, Throwable failure) {
        tally.count(SinkCount.NOT_SENT);
        failingSince = failingSince == null ? clock.instant() : failingSince;
        LOG.errorf("an observation of %s was not sent: %s", key, failure);
    }

    private static String some(Collection<?> concerned) {
        return concerned.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "))
                + (concerned.size() > NAMED ? " and " + (concerned.size() - NAMED) + " others" : "");
    }
}
