/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.topic.KafkaClients;

/** Starts a {@link TopicLoop} for each {@link TopicReader} of the service and stops them with it. */
@ApplicationScoped
public class Inbox {
    /** How often a message may fail by itself before it is set aside. */
    public static final int ATTEMPTS = 3;

    private final List<TopicReader<?>> readers;
    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final Sql sql;
    private final MeterRegistry meters;
    private final String service;
    private final boolean enabled;
    private final List<TopicLoop<?>> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Inbox(
            @All List<TopicReader<?>> readers,
            KafkaClients kafka,
            ObjectMapper json,
            Sql sql,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "openpeering.inbox.enabled", defaultValue = "true") boolean enabled) {
        this.readers = readers;
        this.kafka = kafka;
        this.json = json;
        this.sql = sql;
        this.meters = meters;
        this.service = service;
        this.enabled = enabled;
    }

    void start(@Observes StartupEvent event) {
        for (TopicReader<?> reader : enabled ? readers : List.<TopicReader<?>>of()) {
            TopicLoop<?> loop = new TopicLoop<>(reader, kafka, json, sql, meters, service);
            loops.add(loop);
            threads.add(Thread.ofVirtual()
                    .name("inbox-" + reader.topic().topicName())
                    .start(loop));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loops.forEach(TopicLoop::stop);
        for (Thread thread : threads) {
            thread.join(5000);
        }
    }
}
