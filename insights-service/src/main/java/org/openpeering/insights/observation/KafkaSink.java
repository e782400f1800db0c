/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;
import org.openpeering.insights.collector.SessionObservation.DownReason;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.trace.Traces;

/**
 * Writes what the collector saw to Kafka, in the order of its calls for each key. A send waits while the broker can't
 * take it, so routers wait: nothing is dropped.
 */
final class KafkaSink implements CollectorSink {
    private static final Logger LOG = Logger.getLogger(KafkaSink.class);
    private static final String SOURCE = "insights";

    private final Producer<byte[], byte[]> producer;
    private final ObjectMapper json;
    private final ObjectWriter changes;
    private final InstantSource clock;
    private final Traces traces;
    private final String self;
    private final Tally<SinkCount> tally = new Tally<>(SinkCount.class);
    private DownReason lastDown = DownReason.OTHER;
    private final AtomicLong lastRevision = new AtomicLong();

    /** @param self which collector speaks, by {@link LiveCollectors#id} */
    KafkaSink(Producer<byte[], byte[]> producer, ObjectMapper json, InstantSource clock, Traces traces, String self) {
        this.producer = producer;
        this.json = json;
        this.changes = json.writerFor(RouteChange.class);
        this.clock = clock;
        this.traces = traces;
        this.self = self;
    }

    @Override
    public void session(SessionObservation observation) {
        if (observation instanceof SessionObservation.Down down) {
            lastDown = down.reason();
        }
        session(Observations.session(observation, nextRevision()));
    }

    void session(ObservedSession session) {
        send(Topic.SESSION_STATES, session.key(), session.revision(), session.since(), bytes(session.by(self)));
    }

    @Override
    public void route(RouteObservation observation) {
        if (observation.route().length() == 0) {
            // A default route holds every prefix and says nothing of any.
            return;
        }
        // Withdrawals of a lost peer follow its Down, in the same turn of the collector.
        change(Observations.change(observation, lastDown));
    }

    @Override
    public void synced(IpPrefix monitored, long revision) {
        change(new RouteChange.Synced(monitored, clock.instant(), revision));
    }

    void change(RouteChange change) {
        byte[] body;
        try {
            body = changes.writeValueAsBytes(change);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        send(Topic.ROUTE_CHANGES, change.monitored().toString(), nextRevision(), change.arrived(), body);
    }

    /** What was dropped after all. */
    enum SinkCount {
        TOO_LARGE,
        NOT_SENT
    }

    Tally<SinkCount> tally() {
        return tally;
    }

    /** At least the milliseconds since 1970, so that it grows across restarts too. */
    long nextRevision() {
        return lastRevision.updateAndGet(last -> Math.max(last + 1, clock.millis()));
    }

    /** Clocks of collectors differ: what this one says next is newer than that. */
    void heard(long revision) {
        lastRevision.accumulateAndGet(revision, Math::max);
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(Topic topic, String key, long revision, Instant time, byte[] body) {
        ProducerRecord<byte[], byte[]> message = Messages.record(topic.topicName(), key, SOURCE, revision, time, body);
        var _ = producer.send(Messages.inTrace(message, traces.current().parent()), (metadata, failure) -> {
            if (failure instanceof RecordTooLargeException) {
                tally.count(SinkCount.TOO_LARGE);
                LOG.errorf("an observation of %s is too large for %s: %d bytes", key, topic.topicName(), body.length);
            } else if (failure != null) {
                tally.count(SinkCount.NOT_SENT);
                LOG.errorf("an observation of %s was not sent: %s", key, failure);
            }
        });
    }
}
