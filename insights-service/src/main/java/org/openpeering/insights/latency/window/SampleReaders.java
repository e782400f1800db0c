/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.openpeering.insights.latency.LatencyConfig;
import org.openpeering.insights.latency.store.WindowStore;
import org.openpeering.kit.topic.Backoff;
import org.openpeering.kit.topic.KafkaClients;

/** The threads that read samples; what fails is begun again. */
@ApplicationScoped
public class SampleReaders {
    private static final Logger LOG = Logger.getLogger(SampleReaders.class);
    private static final long LAST_MILLIS = 5_000;

    private final KafkaClients kafka;
    private final WindowStore store;
    private final WindowTopic topic;
    private final LatencyMeters meters;
    private final LatencyConfig config;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    SampleReaders(
            KafkaClients kafka, WindowStore store, WindowTopic topic, LatencyMeters meters, LatencyConfig config) {
        this.kafka = kafka;
        this.store = store;
        this.topic = topic;
        this.meters = meters;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        for (int i = 1; i <= config.readers(); i++) {
            threads.add(
                    Thread.ofPlatform().daemon().name("latency-samples-" + i).start(this::run));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join(LAST_MILLIS);
            thread.interrupt();
        }
        topic.close();
    }

    private void run() {
        Backoff backoff = new Backoff("adding up round trips", LOG);
        while (running) {
            try (Consumer<byte[], byte[]> consumer = kafka.stickyConsumer(SampleWorker.GROUP)) {
                SampleWorker reader = reader(consumer);
                reader.subscribe();
                while (running) {
                    reader.round();
                    backoff.succeeded();
                }
            } catch (WakeupException | InterruptException | InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException | Error e) {
                if (!running || !backoff.failed(e)) {
                    return;
                }
            }
        }
    }

    private SampleWorker reader(Consumer<byte[], byte[]> consumer) {
        return new SampleWorker(
                consumer,
                store,
                topic,
                meters,
                new Windows.Bounds(config.late(), config.ahead(), config.oldestImport()),
                new SampleWorker.Pace(config.writeEvery(), config.maxWindows()));
    }
}
