/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What is to be known of readers: how far they are behind, and what they set aside. There from the start, at zero. */
@ApplicationScoped
public class ChannelMeters {
    private static final String TOPIC = "topic";
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final KafkaClientService clients;
    private final MeterRegistry meters;

    ChannelMeters(KafkaClientService clients, MeterRegistry meters) {
        this.clients = clients;
        this.meters = meters;
    }

    void register(@Observes StartupEvent event) {
        for (String channel : clients.getConsumerChannels()) {
            Gauge.builder("openpeering.inbox.lag", () -> lag(channel))
                    .description("Messages of the topic that are not read yet, as of the last fetch")
                    .tag(TOPIC, channel)
                    .register(meters);
            deadLetters(channel);
            delay(channel);
        }
    }

    Counter deadLetters(String topic) {
        return Counter.builder("openpeering.inbox.dead.letters")
                .description("Messages that were set aside since they could not be applied")
                .tag(TOPIC, topic)
                .register(meters);
    }

    Timer delay(String topic) {
        return Timer.builder("openpeering.inbox.delay")
                .description("From the sending of a message to its effect")
                .tag(TOPIC, topic)
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    /** The consumer's own figures may be read from any thread. */
    private double lag(String channel) {
        Consumer<?, ?> consumer = clients.getConsumer(channel).unwrap();
        double lag = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : consumer.metrics().entrySet()) {
            if (metric.getKey().name().equals("records-lag")
                    && metric.getValue().metricValue() instanceof Double left) {
                lag += Double.isNaN(left) ? 0 : left;
            }
        }
        return lag;
    }
}
