/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.metric.Aggregation;
import org.openpeering.contract.metric.Metric;

class MetricTableTest {
    private static final String QUARTER = "2026-01-01T00:00:00Z/2026-01-01T00:15:00Z";

    private static final List<Track> FLAPS = List.of(
            track("c1", "192.0.2.1", cell("00:00:30", 1), cell("00:01:10", 2), cell("00:06:00", 4)),
            track("c1", "192.0.2.2", cell("00:06:30", 8)),
            track("c2", "192.0.2.3", cell("00:14:59", 16), cell("00:15:00", 1000)));

    private static Cell cell(String time, double value) {
        return Cell.of(Instant.parse("2026-01-01T" + time + "Z"), value);
    }

    private static Track track(String connection, String session, Cell... cells) {
        return new Track(Map.of("ConnectionId", connection, "SessionIp", session), List.of(cells));
    }

    private static List<MetricTable.Series> flaps(String... parameters) {
        return MetricTable.of(Metric.FLAP_COUNTS, MetricQueryTest.query(with(parameters)), FLAPS);
    }

    private static String[] with(String... parameters) {
        List<String> all = new java.util.ArrayList<>(List.of(parameters));
        all.addAll(List.of("timespan", QUARTER, "metricnames", "FlapCounts"));
        if (!all.contains("interval")) {
            all.addAll(List.of("interval", "PT5M"));
        }
        return all.toArray(String[]::new);
    }

    private static List<Double> totals(MetricTable.Series series) {
        return series.points().stream()
                .map(point -> point.cell() == null ? -1 : MetricTable.value(Aggregation.TOTAL, point.cell()))
                .toList();
    }

    @Test
    void joinsWhatNobodyTellsApart() {
        List<MetricTable.Series> series = flaps();

        assertThat(series).hasSize(1);
        assertThat(series.getFirst().dimensions()).isEmpty();
        assertThat(totals(series.getFirst())).containsExactly(3.0, 12.0, 16.0);
    }

    @Test
    void aPointInWhichNothingWasMeasuredHasNoValue() {
        List<MetricTable.Series> series = flaps("filter", "ConnectionId eq 'c2'");

        assertThat(totals(series.getFirst())).containsExactly(-1.0, -1.0, 16.0);
    }

    @Test
    void tellsApartByTheFilterInTheOrderAskedFor() {
        List<MetricTable.Series> series = flaps("filter", "ConnectionId eq '*'", "orderby", "total desc");

        assertThat(series)
                .extracting(MetricTable.Series::dimensions)
                .containsExactly(Map.of("ConnectionId", "c2"), Map.of("ConnectionId", "c1"));
        assertThat(flaps("filter", "ConnectionId eq '*'", "orderby", "total asc", "top", "1"))
                .extracting(MetricTable.Series::dimensions)
                .containsExactly(Map.of("ConnectionId", "c1"));
    }

    @Test
    void rollsUpWhatTheCallerDoesNotWantApart() {
        List<MetricTable.Series> series =
                flaps("filter", "SessionIp eq '192.0.2.1' or SessionIp eq '192.0.2.2'", "rollupby", "SessionIp");

        assertThat(series).hasSize(1);
        assertThat(totals(series.getFirst())).containsExactly(3.0, 12.0, -1.0);
    }

    @Test
    void fullIsOnePoint() {
        List<MetricTable.Series> series = flaps("interval", "FULL");

        assertThat(totals(series.getFirst())).containsExactly(31.0);
        assertThat(series.getFirst().points().getFirst().at()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void metadataHasNoPoints() {
        List<MetricTable.Series> series = flaps("filter", "SessionIp eq '*'", "resultType", "metadata");

        assertThat(series)
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.points()).isEmpty());
    }

    @Test
    void whatNobodyMeasuredHasNoSeries() {
        assertThat(MetricTable.of(
                        Metric.INGRESS_TRAFFIC_RATE,
                        MetricQueryTest.query("metricnames", "IngressTrafficRate"),
                        List.of()))
                .isEmpty();
    }

    @Test
    void aggregates() {
        Cell cell = Cell.of(Instant.EPOCH, 1).and(Cell.of(Instant.EPOCH, 5)).and(Cell.of(Instant.EPOCH, 3));

        assertThat(MetricTable.value(Aggregation.AVERAGE, cell)).isEqualTo(3);
        assertThat(MetricTable.value(Aggregation.MINIMUM, cell)).isEqualTo(1);
        assertThat(MetricTable.value(Aggregation.MAXIMUM, cell)).isEqualTo(5);
        assertThat(MetricTable.value(Aggregation.TOTAL, cell)).isEqualTo(9);
        assertThat(MetricTable.value(Aggregation.COUNT, cell)).isEqualTo(3);
    }
}
