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
public final class DetectionMeters {
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

    static final String REFUSED = "openpeering.detection.refused";

    /** From the arrival of a change to its being worked on. */
    public static final String LAG = "openpeering.detection.lag";

    /** What is looked at as now. */
    private static final Duration NOW = Duration.ofSeconds(10);

    private final MeterRegistry meters;
    private final Timer lag;

    DetectionMeters(MeterRegistry meters) {
        this.meters = meters;
        delay();
        lag = Timer.builder(LAG)
                .description("From the arrival of a change to its being worked on")
                .distributionStatisticExpiry(NOW)
                .distributionStatisticBufferLength(1)
                .register(meters);
        repeated();
        purged();
        oversize();
        trimmed();
        requests();
        refused();
        deadLetters(Topic.MONITORED_PREFIXES.topicName());
        deadLetters(Topic.ROUTE_CHANGES.topicName());
        deadLetters(Topic.LATENCY_WINDOWS.topicName());
        for (EventType type : EventType.values()) {
            if (type != EventType.COLLECTOR_GAP_EVENT && type != EventType.PREFIX_INCIDENT_EVENT) {
                for (RoutingEvent.Status status : RoutingEvent.Status.values()) {
                    events(type, status);
                }
            }
        }
    }

    Timer delay() {
        return Timer.builder("openpeering.detection.delay")
                .description("From the arrival of an update to the event it led to")
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    /** Of each change: kept, since it is asked for so often. */
    Timer lag() {
        return lag;
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
        return counter("openpeering.detection.oversize", "Messages that were shortened since Kafka would refuse them");
    }

    Counter trimmed() {
        return counter(
                "openpeering.detection.trimmed",
                "Routes that are held without some of their AS numbers or communities");
    }

    Counter requests() {
        return counter(
                "openpeering.detection.requests",
                "Requests to all collectors for what they hold of a prefix, since limits have left out some of it or one was silent");
    }

    /** @see Refused */
    Counter refused() {
        return counter(REFUSED, "Records that Kafka refused for good, and that were left out");
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
