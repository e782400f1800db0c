/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.insights.connectionmonitor.TestResultRepository.Measurement;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.topic.Backoff;
import org.openpeering.kit.topic.KafkaClients;

/**
 * Takes the latest results of tests out of {@code latency-samples}. No channel of the inbox: nearly all samples are of others,
 * and of those nothing is decoded: a message without the purpose's text is passed over, whatever it is, and the one reader that
 * needs all of them sets aside what can't be read. What is stored is the newest of each test, so a batch may come twice. Offsets
 * are committed after the database; while that is away nothing is read.
 */
@ApplicationScoped
public class ResultReader {
    private static final Logger LOG = Logger.getLogger(ResultReader.class);
    private static final String GROUP = "insights.connection-monitor";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final byte[] PURPOSE = ("\"" + SamplePurpose.CONNECTION_MONITOR.wire() + "\"").getBytes(UTF_8);

    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final MonitorTestService tests;
    private final MonitorMeters meters;
    private volatile boolean running;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    ResultReader(KafkaClients kafka, ObjectMapper json, MonitorTestService tests, MonitorMeters meters) {
        this.kafka = kafka;
        this.json = json;
        this.tests = tests;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofVirtual().name("connection-monitor-results").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.join(2000);
            thread.interrupt();
        }
    }

    private void run() {
        Backoff backoff = new Backoff("reading results of connection monitor tests", LOG);
        while (running) {
            try (Consumer<byte[], byte[]> opened = kafka.consumer(GROUP)) {
                consumer = opened;
                opened.subscribe(List.of(Topic.LATENCY_SAMPLES.topicName()));
                while (running) {
                    ConsumerRecords<byte[], byte[]> batch = opened.poll(POLL);
                    store(batch);
                    opened.commitSync();
                    backoff.succeeded();
                }
            } catch (WakeupException | InterruptException | InterruptedException e) {
                return;
            } catch (Exception e) {
                if (!running || !backoff.failed(e)) {
                    return;
                }
            } finally {
                consumer = null;
            }
        }
    }

    private void store(ConsumerRecords<byte[], byte[]> batch) {
        List<Measurement> measurements = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            measurement(message.value()).ifPresent(measurements::add);
        }
        if (!measurements.isEmpty()) {
            Transactions.await(() -> tests.store(measurements));
            measurements.forEach(meters::read);
        }
    }

    private Optional<Measurement> measurement(byte @Nullable [] value) {
        if (value == null || !contains(value)) {
            return Optional.empty();
        }
        try {
            LatencySample sample = json.readValue(value, LatencySample.class);
            String test = sample.test();
            return test == null || sample.purpose() != SamplePurpose.CONNECTION_MONITOR
                    ? Optional.empty()
                    : Optional.of(new Measurement(test.toLowerCase(Locale.ROOT), sample));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean contains(byte[] value) {
        for (int at = 0; at + PURPOSE.length <= value.length; at++) {
            int same = 0;
            while (same < PURPOSE.length && value[at + same] == PURPOSE[same]) {
                same++;
            }
            if (same == PURPOSE.length) {
                return true;
            }
        }
        return false;
    }
}
