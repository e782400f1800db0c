/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.Topology;

/** Gives Quarkus the topology to run. */
@Singleton
final class DetectionTopologyProducer {
    @Produces
    Topology topology(ObjectMapper json, DetectionConfig config, MeterRegistry meters) {
        return new DetectionTopology(json, config.limits(), config.undeclaredRetention(), meters).build();
    }
}
