/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;
import org.openpeering.insights.directory.Surroundings;
import org.openpeering.insights.origin.RpkiOrigins;
import org.openpeering.insights.relationship.KnownRelationships;
import org.openpeering.kit.trace.Traces;

/** Gives Quarkus the topology to run, and what to do when it fails. */
@Singleton
final class DetectionTopologyProducer {
    private static final Logger LOG = Logger.getLogger(DetectionTopologyProducer.class);

    @Produces
    Topology topology(
            ObjectMapper json,
            DetectionConfig config,
            KnownRelationships known,
            RpkiOrigins rpki,
            Surroundings surroundings,
            MeterRegistry meters,
            Traces traces) {
        return new DetectionTopology(
                        json,
                        config.limits(),
                        config.networks(),
                        known::current,
                        rpki::view,
                        rpki.news(),
                        surroundings::geography,
                        surroundings::siblings,
                        config.undeclaredRetention(),
                        meters,
                        traces)
                .build();
    }

    /** A thread that dies of an outage is replaced, and reads on from the last commit: no one has to restart anything. */
    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler replaceThread() {
        return failure -> {
            LOG.errorf(failure, "a detection thread died and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }
}
