/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.TableStatus;
import org.openpeering.insights.gap.CollectorTroubles;
import org.openpeering.insights.gap.Trouble;

/**
 * That there are collectors at all. One of those alive writes down every few seconds that it is; who starts reads since when
 * nobody has. Nobody looked in between, and what routers announced and took back in that time nobody will ever tell: that
 * is a trouble until routers have had the time to come, and their tables are complete. Short restarts make none: routers and
 * sessions that are away for so long make none either.
 *
 * <p>The time is the metadata of an offset in a group that has no members, as what is left of a feed is (ADR 20).
 */
final class Attendance {
    private static final Logger LOG = Logger.getLogger(Attendance.class);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final TopicPartition LOT = new TopicPartition(Topic.COLLECTOR_GAPS.topicName(), 0);

    private final Consumer<Instant> writing;
    private final Patience patience;
    private final @Nullable Instant before;
    private @Nullable Instant began;
    private @Nullable Instant unattendedSince;
    private boolean over;
    private Instant written = Instant.EPOCH;

    /**
     * How long what is waited for.
     *
     * @param grace for how long nobody may look
     * @param coming for how long routers may take to come
     * @param table for how long their tables may be coming at most
     */
    record Patience(Duration grace, Duration coming, Duration table) {}

    /**
     * @param before when somebody looked last; null: nobody ever, or nobody knows
     * @param writing writes down that somebody does
     */
    Attendance(Patience patience, @Nullable Instant before, Consumer<Instant> writing) {
        this.writing = writing;
        this.patience = patience;
        this.before = before;
    }

    /** Reads what was written down last. Who may not is no worse off than who finds nothing. */
    static Attendance begin(Admin admin, String group, Patience patience)
            throws ExecutionException, InterruptedException {
        OffsetAndMetadata left = null;
        try {
            left = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(LOT);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            LOG.warnf("nobody will know since when no collector was there: %s", e.getCause());
        }
        return new Attendance(patience, left == null ? null : time(left.metadata()), now -> {
            var _ = admin.alterConsumerGroupOffsets(group, Map.of(LOT, new OffsetAndMetadata(0, now.toString())));
        });
    }

    static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Says that somebody looks, and does not wait for an answer.
     *
     * @param first whether it is for this collector to say
     */
    void attend(Instant now, boolean first) {
        if (first && !written.plus(EACH).isAfter(now)) {
            written = now;
            writing.accept(now);
        }
    }

    /**
     * What follows for now from nobody having looked.
     *
     * @param open names of the subjects whose gap of this kind is open: a life before this one told it
     */
    Optional<Trouble> trouble(Instant now, Set<String> open, Collector collector) {
        return trouble(now, open, collector.tables());
    }

    Optional<Trouble> trouble(Instant now, Set<String> open, List<TableStatus> tables) {
        Instant start = began;
        if (start == null) {
            start = now;
            began = now;
            boolean unattended = before != null && before.plus(patience.grace()).isBefore(now);
            unattendedSince = unattended ? before : open.isEmpty() ? null : now;
        }
        Instant since = unattendedSince;
        if (since == null || over) {
            return Optional.empty();
        }
        boolean come = !start.plus(patience.coming()).isAfter(now);
        boolean complete = tables.stream().filter(TableStatus::judged).allMatch(TableStatus::complete);
        over = come && (complete || !start.plus(patience.table()).isAfter(now));
        return over ? Optional.empty() : Optional.of(CollectorTroubles.unattended(since));
    }
}
