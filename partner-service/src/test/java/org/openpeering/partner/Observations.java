/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.replica.Replica;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.topic.KafkaClients;

/** Says on the topic what the insights service would say, and waits until it, or what came after it, has been read. */
@ApplicationScoped
public class Observations {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final Replica replica;

    Observations(KafkaClients kafka, ObjectMapper json, Replica replica) {
        this.kafka = kafka;
        this.json = json;
        this.replica = replica;
    }

    public void session(String router, String peer, long asn, boolean up, long revision) {
        ObservedSession session = new ObservedSession(
                router,
                IpAddress.parse(peer),
                new Asn(asn),
                IpAddress.parse("127.0.0.62"),
                up,
                Instant.now(),
                up ? "" : "hold timer expired",
                revision);
        try (var producer = kafka.producer("test")) {
            producer.send(Messages.record(
                            Topic.SESSION_STATES.topicName(),
                            session.key(),
                            "insights",
                            revision,
                            session.since(),
                            json.writeValueAsBytes(session)))
                    .get();
        } catch (java.io.IOException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        eventually(
                LIMIT,
                () -> assertThat(Transactions.await(
                                () -> replica.find(Topic.SESSION_STATES, session.key(), ObservedSession.class)))
                        .isNotNull()
                        .extracting(ObservedSession::revision)
                        .satisfies(read -> assertThat(read).isGreaterThanOrEqualTo(revision)));
    }
}
