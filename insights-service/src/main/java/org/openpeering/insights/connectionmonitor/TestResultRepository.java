/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.kit.sql.Statements;

/** The latest result and the latest path of each test, as the reader of samples writes them. */
@ApplicationScoped
class TestResultRepository {
    private final Statements statements;

    TestResultRepository(Statements statements) {
        this.statements = statements;
    }

    /** Takes results over that are newer than what is held, of tests that there are, and that led there already. */
    Uni<Void> store(Collection<Measurement> measurements) {
        return statements
                .of("""
                insert into connection_monitor_result as held (test_key, measured_at, sent, received, round_trip_micros, failure)
                select t.resource_key, m.at::timestamptz, m.sent, m.received, nullif(m.rtt, -1), nullif(m.failure, '')
                from unnest(:keys, :times, :sent, :received, :rtts, :failures) as m (key, at, sent, received, rtt, failure)
                join connection_monitor_test t on t.resource_key = m.key and t.way_since <= m.at::timestamptz
                on conflict (test_key) do update set measured_at = excluded.measured_at, sent = excluded.sent,
                    received = excluded.received, round_trip_micros = excluded.round_trip_micros, failure = excluded.failure
                where held.measured_at is null or held.measured_at < excluded.measured_at""")
                .set("keys", measurements.stream().map(Measurement::key).toList())
                .set(
                        "times",
                        measurements.stream()
                                .map(each -> each.sample().measuredAt())
                                .map(String::valueOf)
                                .toList())
                .set(
                        "sent",
                        measurements.stream()
                                .map(each -> (long) each.sample().sent())
                                .toList())
                .set(
                        "received",
                        measurements.stream()
                                .map(each -> (long) each.sample().received())
                                .toList())
                .set("rtts", measurements.stream().map(Measurement::mean).toList())
                .set("failures", measurements.stream().map(Measurement::failure).toList())
                .update()
                .replaceWithVoid();
    }

    /** The same of paths. */
    Uni<Void> storePaths(Collection<Measurement> paths) {
        return statements
                .of("""
                insert into connection_monitor_result as held (test_key, path_at, target, hops)
                select t.resource_key, m.at::timestamptz, m.target, m.hops::jsonb
                from unnest(:keys, :times, :targets, :hops) as m (key, at, target, hops)
                join connection_monitor_test t on t.resource_key = m.key and t.way_since <= m.at::timestamptz
                on conflict (test_key) do update
                set path_at = excluded.path_at, target = excluded.target, hops = excluded.hops
                where held.path_at is null or held.path_at < excluded.path_at""")
                .set("keys", paths.stream().map(Measurement::key).toList())
                .set(
                        "times",
                        paths.stream()
                                .map(each -> each.sample().measuredAt())
                                .map(String::valueOf)
                                .toList())
                .set(
                        "targets",
                        paths.stream()
                                .map(each -> each.sample().target())
                                .map(String::valueOf)
                                .toList())
                .set(
                        "hops",
                        paths.stream()
                                .map(each -> String.valueOf(
                                        statements.json(each.sample().hops())))
                                .toList())
                .update()
                .replaceWithVoid();
    }

    /** A sample of a test, by the test's key. */
    record Measurement(String key, LatencySample sample) {
        /** Microseconds; -1: nothing was answered. */
        long mean() {
            long[] trips = sample.rttMicros();
            return trips.length == 0
                    ? -1
                    : Math.round(Arrays.stream(trips).average().orElseThrow());
        }

        /** Whether it says the way, and not how long it takes. */
        boolean path() {
            return sample.probe() == ProbeKind.TRACEROUTE;
        }

        boolean before(Measurement other) {
            return sample.measuredAt().isBefore(other.sample.measuredAt());
        }

        String failure() {
            return sample.failure() == null ? "" : sample.failure();
        }
    }

    /**
     * What leads elsewhere now says nothing of where it led before; of that samples are taken for as long as an agent's tests
     * are remembered, five seconds.
     */
    Uni<Void> forget(ResourceId id) {
        return statements
                .of("with elsewhere as (update connection_monitor_test"
                        + " set way_since = now() + interval '5 seconds'"
                        + " where subscription = :subscription and resource_key = :key)"
                        + " delete from connection_monitor_result r using connection_monitor_test t"
                        + " where t.resource_key = r.test_key and t.subscription = :subscription"
                        + " and t.resource_key = :key")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .update()
                .replaceWithVoid();
    }
}
