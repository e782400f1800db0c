/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;

/** What detection counts; there from the start, at zero. */
final class DetectionMeters {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry meters;

    DetectionMeters(MeterRegistry meters) {
        this.meters = meters;
        delay();
        repeated();
        purged();
        oversize();
        deadLetters(Topic.MONITORED_PREFIXES.topicName());
        deadLetters(Topic.ROUTE_CHANGES.topicName());
        for (EventType type : EventType.values()) {
            for (RoutingEvent.Status status : RoutingEvent.Status.values()) {
                events(type, status);
            }
        }
    }

    Timer delay() {
        return Timer.builder("openpeering.detection.delay")
                .description("From the arrival of an update to the event it led to")
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    Counter events(EventType type, RoutingEvent.Status status) {
        return Counter.builder("openpeering.detection.events")
                .description("Routing events that were told, with each change of one")
                .tag("type", type.wire())
                .tag("status", status.wire())
                .register(meters);
    }

    Counter repeated() {
        return counter("openpeering.detection.repeated", "Messages that had been applied before");
    }

    Counter purged() {
        return counter("openpeering.detection.purged", "Prefixes whose routes were dropped since nobody declared them");
    }

    Counter oversize() {
        return counter("openpeering.detection.oversize", "Messages that were not sent since Kafka would refuse them");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    Counter deadLetters(String topic) {
        return Counter.builder("openpeering.inbox.dead.letters")
                .description("Messages that were set aside since they could not be applied")
                .tag("topic", topic)
                .register(meters);
    }
}
