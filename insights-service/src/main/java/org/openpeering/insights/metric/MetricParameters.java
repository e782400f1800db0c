/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.metric.MetricQuery.Asked;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.request.Query;

/** What a request for metrics says in its query; {@link MetricQuery} reads it. */
public record MetricParameters(
        @RestQuery @ReadAs(String.class) @Nullable String timespan,
        @RestQuery @ReadAs(String.class) @Nullable String interval,
        @RestQuery @ReadAs(String.class) @Nullable String metricnames,
        @RestQuery @ReadAs(String.class) @Nullable String aggregation,
        @RestQuery @ReadAs(String.class) @Nullable String top,

        @RestQuery(Query.TOP) @ReadAs(String.class) @Nullable
        String systemTop,

        @RestQuery @ReadAs(String.class) @Nullable String orderby,

        @RestQuery(Query.FILTER) @ReadAs(String.class) @Nullable
        String filter,

        @RestQuery @ReadAs(String.class) @Nullable String resultType,
        @RestQuery @ReadAs(String.class) @Nullable String metricnamespace,

        @RestQuery("AutoAdjustTimegrain") @ReadAs(String.class) @Nullable
        String autoAdjustTimegrain,

        @RestQuery("ValidateDimensions") @ReadAs(String.class) @Nullable
        String validateDimensions,

        @RestQuery @ReadAs(String.class) @Nullable String rollupby) {
    Asked asked() {
        if (top != null && systemTop != null) {
            throw MetricQuery.invalid("top", "'top' and '" + Query.TOP + "' say the same; give one of them.");
        }
        return new Asked(
                timespan,
                interval,
                metricnames,
                aggregation,
                top == null ? systemTop : top,
                orderby,
                filter,
                resultType,
                metricnamespace,
                autoAdjustTimegrain,
                validateDimensions,
                rollupby);
    }
}
