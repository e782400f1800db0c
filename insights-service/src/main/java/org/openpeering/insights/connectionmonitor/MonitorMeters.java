/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.openpeering.insights.connectionmonitor.TestResultRepository.Measurement;

/** What operators see of connection monitor tests; of a single one nothing, since customers make as many as they like. */
@ApplicationScoped
class MonitorMeters {
    private final AtomicLong tests = new AtomicLong();
    private final Counter answered;
    private final Counter unanswered;
    private final Counter paths;
    private final Timer roundTrips;

    MonitorMeters(MeterRegistry meters) {
        Gauge.builder("openpeering.monitor.tests", tests, AtomicLong::doubleValue)
                .description("Connection monitor tests that there are, of all replicas")
                .register(meters);
        answered = results(meters, "answered");
        unanswered = results(meters, "unanswered");
        paths = results(meters, "path");
        roundTrips = Timer.builder("openpeering.monitor.round.trip")
                .description("Mean round trip of a result of a connection monitor test")
                .register(meters);
    }

    private static Counter results(MeterRegistry meters, String kind) {
        return Counter.builder("openpeering.monitor.results")
                .description("Results of connection monitor tests that were read, by kind")
                .tag("kind", kind)
                .register(meters);
    }

    void tests(long there) {
        tests.set(there);
    }

    void read(Measurement result) {
        long mean = result.mean();
        if (result.path()) {
            paths.increment();
        } else if (mean < 0) {
            unanswered.increment();
        } else {
            answered.increment();
            roundTrips.record(Duration.ofNanos(mean * 1000));
        }
    }
}
