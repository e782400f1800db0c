/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.start.StartRefused;

/** Makes the topics that do not exist as soon as there is a broker: channels wait for theirs and make none. */
@ApplicationScoped
public class TopicCreation {
    private static final Logger LOG = Logger.getLogger(TopicCreation.class);

    private final KafkaClients kafka;
    private @Nullable Thread thread;

    TopicCreation(KafkaClients kafka) {
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("topic-creation").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        Backoff backoff = new Backoff("creation of topics", LOG);
        while (true) {
            try {
                kafka.ensureTopics();
                backoff.succeeded();
                return;
            } catch (InterruptedException e) {
                return;
            } catch (StartRefused e) {
                LOG.error(e.lines());
                Quarkus.asyncExit(1);
                return;
            } catch (ExecutionException | RuntimeException | Error e) {
                if (!backoff.failed(e)) {
                    return;
                }
            }
        }
    }
}
