/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;
import org.openpeering.insights.collector.SessionObservation.DownReason;
import org.openpeering.kit.message.Messages;

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
    private DownReason lastDown = DownReason.OTHER;
    private long lastRevision;

    KafkaSink(Producer<byte[], byte[]> producer, ObjectMapper json, InstantSource clock) {
        this.producer = producer;
        this.json = json;
        this.changes = json.writerFor(RouteChange.class);
        this.clock = clock;
    }

    @Override
    public void session(SessionObservation observation) {
        if (observation instanceof SessionObservation.Down down) {
            lastDown = down.reason();
        }
        session(Observations.session(observation, nextRevision()));
    }

    void session(ObservedSession session) {
        send(Topic.SESSION_STATES, session.key(), session.revision(), session.since(), bytes(session));
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

    /** At least the milliseconds since 1970, so that it grows across restarts too. */
    long nextRevision() {
        lastRevision = Math.max(lastRevision + 1, clock.millis());
        return lastRevision;
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(Topic topic, String key, long revision, Instant time, byte[] body) {
        var _ = producer.send(
                Messages.record(topic.topicName(), key, SOURCE, revision, time, body), (metadata, failure) -> {
                    if (failure instanceof RecordTooLargeException) {
                        LOG.errorf(
                                "an observation of %s is too large for %s: %d bytes",
                                key, topic.topicName(), body.length);
                    } else if (failure != null) {
                        LOG.errorf("an observation of %s was not sent: %s", key, failure);
                    }
                });
    }
}
