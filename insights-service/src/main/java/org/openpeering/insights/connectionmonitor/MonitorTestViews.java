/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.connectionmonitor.MonitorTestRepository.Known;
import org.openpeering.insights.glass.HopOrigins;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.LatencySummary;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.Selector;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.sql.Transactions;

/** Tests as they are shown: with what was measured in the last minutes, and whose the hops are. */
@ApplicationScoped
public class MonitorTestViews {
    private static final int TESTS = 5;

    private final LatencyQueries latency;
    private final HopOrigins origins;
    private final ConnectionMonitorConfig config;
    private final Clock clock = Clock.systemUTC();

    MonitorTestViews(LatencyQueries latency, HopOrigins origins, ConnectionMonitorConfig config) {
        this.latency = latency;
        this.origins = origins;
        this.config = config;
    }

    /** A test and how it is shown. */
    public record Shown(MonitorTest test, MonitorTestView view) {}

    Uni<List<Shown>> of(List<Known> known) {
        Instant now = clock.instant();
        Map<Instant, List<Known>> windows = known.stream().collect(Collectors.groupingBy(each -> from(each, now)));
        Map<String, LatencySummary> lately = new HashMap<>();
        return Multi.createFrom()
                .iterable(windows.entrySet())
                .onItem()
                .transformToUniAndConcatenate(window -> lately(window.getValue(), window.getKey(), now))
                .invoke(lately::putAll)
                .collect()
                .asList()
                .chain(() -> Transactions.onWorker(() -> shown(known, lately)));
    }

    /** Whether a test of this name was measured in the last minutes, were it one that is no more. */
    Uni<Boolean> measuredLately(ResourceId id) {
        Instant now = clock.instant();
        return lately(Set.of(id.key()), now.minus(config.alertWindow()), now).map(lately -> !lately.isEmpty());
    }

    /** Of a test that is seldom done there have to be some. */
    private Duration window(Known known) {
        Duration some = known.test().setup().frequency().multipliedBy(TESTS);
        return some.compareTo(config.alertWindow()) > 0 ? some : config.alertWindow();
    }

    /** What was measured before the test led there is none of its; of the minute in which it began nobody can tell. */
    private Instant from(Known known, Instant now) {
        Instant window = now.minus(window(known));
        Instant since = known.test().since();
        Instant minute = since.truncatedTo(ChronoUnit.MINUTES);
        Instant whole = minute.equals(since) ? since : minute.plus(1, ChronoUnit.MINUTES);
        return whole.isAfter(window) ? whole : window;
    }

    private Uni<Map<String, LatencySummary>> lately(List<Known> known, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Uni.createFrom().item(Map.of());
        }
        return lately(known.stream().map(each -> each.test().id().key()).collect(Collectors.toSet()), from, to);
    }

    private Uni<Map<String, LatencySummary>> lately(Set<String> keys, Instant from, Instant to) {
        Selector tests = new Selector(Selector.Kind.TEST, keys, null, null, ProbeClass.ROUND_TRIP);
        return latency.points(tests, from, to, Set.of(By.SUBJECT)).map(MonitorTestViews::bySubject);
    }

    private static Map<String, LatencySummary> bySubject(List<LatencyPoint> points) {
        Map<String, LatencySummary> summaries = new HashMap<>();
        for (LatencyPoint point : points) {
            if (point.subject() != null) {
                summaries.put(point.subject(), point.summary());
            }
        }
        return summaries;
    }

    /** Looks into tables of routes. */
    private List<Shown> shown(List<Known> known, Map<String, LatencySummary> lately) {
        Map<IpAddress, Optional<Asn>> seen = new HashMap<>();
        Function<IpAddress, Optional<Asn>> origin = address -> seen.computeIfAbsent(address, origins::of);
        return known.stream()
                .map(each -> new Shown(
                        each.test(),
                        MonitorTestView.of(
                                each.test(),
                                each.result(),
                                lately.getOrDefault(each.test().id().key(), LatencySummary.NOTHING),
                                origin)))
                .toList();
    }

    Uni<Outcome<Shown>> shown(Outcome<Known> outcome) {
        return switch (outcome) {
            case Outcome.Found<Known>(Known known) -> one(known).map(Outcome.Found::new);
            case Outcome.Created<Known>(Known known) -> one(known).map(Outcome.Created::new);
            case Outcome.Refused<Known>(ApiError error) -> Uni.createFrom().item(new Outcome.Refused<>(error));
            case Outcome.Deleted<Known>() -> Uni.createFrom().item(new Outcome.Deleted<>());
            case Outcome.Absent<Known>() -> Uni.createFrom().item(new Outcome.Absent<>());
        };
    }

    private Uni<Shown> one(Known known) {
        return of(List.of(known)).map(List::getFirst);
    }
}
