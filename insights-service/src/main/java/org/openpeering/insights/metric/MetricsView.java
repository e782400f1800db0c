/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Aggregation;
import org.openpeering.contract.metric.Metric;

/**
 * What was measured of a resource.
 *
 * @param cost nothing costs anything here
 * @param interval ISO 8601, or FULL
 */
@RegisterForReflection
public record MetricsView(int cost, String timespan, String interval, String namespace, List<MetricView> value) {

    /** A metric with its series; there are none where nothing was measured. */
    @RegisterForReflection
    public record MetricView(
            String id,
            String type,
            NameView name,
            String displayDescription,
            String unit,
            String errorCode,
            List<SeriesView> timeseries) {}

    /**
     * @param metadatavalues what tells it apart
     * @param data absent: only which series there are was asked for
     */
    @RegisterForReflection
    public record SeriesView(
            List<LabelView> metadatavalues, @Nullable List<PointView> data) {}

    /** The value of a dimension. */
    @RegisterForReflection
    public record LabelView(NameView name, String value) {}

    /** @param timeStamp when the interval begins; without values nothing was measured in it */
    @RegisterForReflection
    public record PointView(
            Instant timeStamp,
            @Nullable Double average,
            @Nullable Double minimum,
            @Nullable Double maximum,
            @Nullable Double total,
            @Nullable Double count) {
        static PointView of(MetricTable.Point point, Set<Aggregation> wanted) {
            Cell cell = point.cell();
            return new PointView(
                    point.at(),
                    value(Aggregation.AVERAGE, wanted, cell),
                    value(Aggregation.MINIMUM, wanted, cell),
                    value(Aggregation.MAXIMUM, wanted, cell),
                    value(Aggregation.TOTAL, wanted, cell),
                    value(Aggregation.COUNT, wanted, cell));
        }

        private static @Nullable Double value(Aggregation each, Set<Aggregation> wanted, @Nullable Cell cell) {
            return cell == null || !wanted.contains(each) ? null : MetricTable.value(each, cell);
        }
    }

    static MetricsView of(ResourceId resource, MetricQuery query, List<MetricView> metrics) {
        return new MetricsView(
                0,
                query.span().toString(),
                query.grain() == null ? "FULL" : query.grain().name(),
                resource.type().qualified(),
                metrics);
    }

    static MetricView metric(ResourceId resource, MetricQuery query, Metric metric, List<Track> tracks) {
        Set<Aggregation> wanted = query.aggregations(metric);
        return new MetricView(
                resource + "/providers/Microsoft.Insights/metrics/" + metric.wire(),
                "Microsoft.Insights/metrics",
                new NameView(metric.wire(), metric.title()),
                metric.description(),
                metric.unit().wire(),
                "Success",
                MetricTable.of(metric, query, tracks).stream()
                        .map(series -> series(series, query, wanted))
                        .toList());
    }

    private static SeriesView series(MetricTable.Series series, MetricQuery query, Set<Aggregation> wanted) {
        List<LabelView> labels = series.dimensions().entrySet().stream()
                .map(each -> new LabelView(NameView.of(each.getKey()), each.getValue()))
                .toList();
        return new SeriesView(
                labels,
                query.metadata()
                        ? null
                        : series.points().stream()
                                .map(point -> PointView.of(point, wanted))
                                .toList());
    }
}
