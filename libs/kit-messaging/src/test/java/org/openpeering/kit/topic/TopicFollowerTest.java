/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.trace.Traces;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "none"))
class TopicFollowerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    KafkaClients kafka;

    @Inject
    ObjectMapper json;

    private final String name = "followed-" + UUID.randomUUID();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void givesWhatWasThereThenSaysSoThenGivesWhatComes() throws Exception {
        send(1, "{");
        send(2, router(2));
        try (var follower =
                new TopicFollower<>(kafka, Traces.off(), json, Topic.EDGE_ROUTERS, EdgeRouter.class, listener())) {
            follower.start();
            eventually(LIMIT, () -> assertThat(seen).containsExactly("2", "caught up"));
            send(3, router(3));
            eventually(LIMIT, () -> assertThat(seen).containsExactly("2", "caught up", "3"));
        }
    }

    @Test
    void goesOnAfterTheBrokerWasAway() throws Exception {
        try (var follower =
                new TopicFollower<>(kafka, Traces.off(), json, Topic.EDGE_ROUTERS, EdgeRouter.class, listener())) {
            follower.start();
            eventually(LIMIT, () -> assertThat(seen).contains("caught up"));
            Servers.KAFKA.stop();
            Servers.KAFKA.start();
            send(4, router(4));
            eventually(LIMIT, () -> assertThat(seen).contains("4"));
        }
    }

    /** A poisoned message, and a machine that fails once. */
    @Test
    void goesOnBehindAMessageThatItsListenerFailsOn() throws Exception {
        send(1, router(1));
        send(2, router(2));
        AtomicBoolean failed = new AtomicBoolean();
        TopicFollower.Listener<EdgeRouter> failing = message -> {
            if (message.key().equals(name) && message.revision() == 1) {
                throw new IllegalArgumentException("poison");
            }
            if (message.key().equals(name) && failed.compareAndSet(false, true)) {
                throw new StackOverflowError();
            }
        };
        try (var follower = new TopicFollower<>(
                kafka, Traces.off(), json, Topic.EDGE_ROUTERS, EdgeRouter.class, failing.before(listener()))) {
            follower.start();
            eventually(LIMIT, () -> assertThat(seen).containsExactly("2", "caught up"));
        }
    }

    @Test
    void passesOverABodyOfAnotherKey() throws Exception {
        send(5, router(5).replace(name, "another"));
        send(6, router(6));
        try (var follower =
                new TopicFollower<>(kafka, Traces.off(), json, Topic.EDGE_ROUTERS, EdgeRouter.class, listener())) {
            follower.start();
            eventually(LIMIT, () -> assertThat(seen).containsExactly("6", "caught up"));
        }
    }

    private TopicFollower.Listener<EdgeRouter> listener() {
        return new TopicFollower.Listener<>() {
            @Override
            public void received(Received<EdgeRouter> message) {
                if (message.key().equals(name)) {
                    seen.add(Long.toString(message.revision()));
                }
            }

            @Override
            public void caughtUp() {
                seen.add("caught up");
            }
        };
    }

    private String router(long revision) throws Exception {
        return json.writeValueAsString(new EdgeRouter(name, revision, "Frankfurt", List.of(), List.of()));
    }

    private void send(long revision, String body) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer("test")) {
            producer.send(Messages.record(
                            Topic.EDGE_ROUTERS.topicName(),
                            name,
                            "test",
                            revision,
                            Instant.now(),
                            body.getBytes(UTF_8)))
                    .get();
        }
    }
}
