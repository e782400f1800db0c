/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;

/** Asks whoever has measured something, one metric after the other. */
@ApplicationScoped
public class MetricService {
    private final Map<Metric, MetricSource> sources = new EnumMap<>(Metric.class);

    MetricService(@All List<MetricSource> sources) {
        for (MetricSource source : sources) {
            for (Metric metric : source.metrics()) {
                if (this.sources.put(metric, source) != null) {
                    throw new IllegalStateException("two sources of " + metric);
                }
            }
        }
    }

    Uni<MetricsView> read(ResourceId resource, MetricQuery query) {
        return Multi.createFrom()
                .iterable(query.metrics())
                .onItem()
                .transformToUniAndConcatenate(metric -> tracks(resource, query, metric)
                        .map(tracks -> MetricsView.metric(resource, query, metric, tracks)))
                .collect()
                .asList()
                .map(metrics -> MetricsView.of(resource, query, metrics));
    }

    private Uni<List<Track>> tracks(ResourceId resource, MetricQuery query, Metric metric) {
        MetricSource source = sources.get(metric);
        Grain finest = query.grain() == null ? metric.grains().getFirst() : query.grain();
        return source == null
                ? Uni.createFrom().item(List.of())
                : source.read(new MetricSource.Reading(resource, metric, query.span(), finest));
    }
}
