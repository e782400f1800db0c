/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.metric.Aggregation;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

/**
 * What of which metrics is wanted.
 *
 * @param grain null: one point for the whole time
 * @param aggregations null: each metric's own
 * @param top so many series of a metric
 * @param apart dimensions, in lower case, that series are told apart by, in the order in which they were named
 * @param metadata only which series there are
 */
public record MetricQuery(
        List<Metric> metrics,
        Timespan span,
        @Nullable Grain grain,
        @Nullable Set<Aggregation> aggregations,
        int top,
        Order order,
        MetricFilter filter,
        List<String> apart,
        boolean metadata) {
    static final int MOST_METRICS = 20;
    /** Of a series: 31 days of minutes. */
    static final int MOST_POINTS = 31 * 24 * 60;

    private static final int TOP = 10;
    private static final int MOST_TOP = 1000;
    /** What is chosen for a caller who leaves the interval to us. */
    private static final int USUAL_POINTS = 24 * 60;

    public MetricQuery {
        metrics = List.copyOf(metrics);
        aggregations = aggregations == null ? null : Set.copyOf(aggregations);
        apart = List.copyOf(apart);
    }

    /** By what series are ordered before the first of them are taken. */
    record Order(Aggregation by, boolean ascending) {
        Comparator<Cell> comparator() {
            Comparator<Cell> up = Comparator.comparingDouble(cell -> MetricTable.value(by, cell));
            return ascending ? up : up.reversed();
        }
    }

    /** The query's parameters as they were sent. */
    record Asked(
            @Nullable String timespan,
            @Nullable String interval,
            @Nullable String metricnames,
            @Nullable String aggregation,
            @Nullable String top,
            @Nullable String orderby,
            @Nullable String filter,
            @Nullable String resultType,
            @Nullable String metricnamespace,
            @Nullable String autoAdjustTimegrain,
            @Nullable String validateDimensions,
            @Nullable String rollupby) {}

    static MetricQuery parse(ResourceType type, Asked asked, Instant now) {
        requireNamespace(type, asked.metricnamespace());
        List<Metric> metrics = metrics(type, asked.metricnames());
        Timespan span = Timespan.parse(asked.timespan(), now);
        Grain grain = grain(metrics, span, asked);
        MetricFilter filter = filter(metrics, asked);
        Set<String> rolledUp = rolledUp(metrics, asked.rollupby());
        return new MetricQuery(
                metrics,
                span,
                grain,
                aggregations(asked.aggregation()),
                top(asked.top()),
                order(metrics, asked.orderby()),
                filter,
                filter.names().stream().filter(name -> !rolledUp.contains(name)).toList(),
                metadata(asked.resultType()));
    }

    static void requireNamespace(ResourceType type, @Nullable String namespace) {
        if (namespace != null && !namespace.isBlank() && !namespace.strip().equalsIgnoreCase(type.qualified())) {
            throw invalid(
                    "metricnamespace",
                    "The resource has no metric namespace '" + Text.shown(namespace) + "'; it has '" + type.qualified()
                            + "'.");
        }
    }

    private static List<Metric> metrics(ResourceType type, @Nullable String names) {
        List<String> wanted = names == null ? List.of() : list(names);
        if (wanted.isEmpty()) {
            return List.of(Metric.of(type).getFirst());
        }
        if (wanted.size() > MOST_METRICS) {
            throw invalid("metricnames", "'metricnames' has more than " + MOST_METRICS + " names; ask for fewer.");
        }
        return wanted.stream().map(name -> metric(type, name)).distinct().toList();
    }

    private static Metric metric(ResourceType type, String name) {
        return Metric.find(type, name)
                .orElseThrow(() -> invalid(
                        "metricnames",
                        "There is no metric '" + Text.shown(name) + "' of '" + type.qualified() + "'; there are "
                                + Metric.of(type).stream().map(Metric::wire).collect(Collectors.joining(", ")) + "."));
    }

    /** The finest that all of the metrics have comes first. */
    private static List<Grain> common(List<Metric> metrics) {
        List<Grain> common = new ArrayList<>(metrics.getFirst().grains());
        metrics.forEach(metric -> common.retainAll(metric.grains()));
        return common;
    }

    private static @Nullable Grain grain(List<Metric> metrics, Timespan span, Asked asked) {
        boolean adjust = flag("AutoAdjustTimegrain", asked.autoAdjustTimegrain(), false);
        String text = asked.interval() == null ? "auto" : asked.interval().strip();
        if (text.equalsIgnoreCase("FULL")) {
            return null;
        }
        List<Grain> common = common(metrics);
        if (common.isEmpty()) {
            throw invalid("metricnames", "The metrics have no interval in common; ask for them one by one.");
        }
        if (text.isEmpty() || text.equalsIgnoreCase("auto")) {
            return chosen(common, span);
        }
        Grain wanted = Grain.parse(text)
                .orElseThrow(() -> invalid(
                        "interval",
                        "'" + Text.shown(text) + "' is no interval; there are " + names(common) + ", FULL and auto."));
        if (!common.contains(wanted) && !adjust) {
            throw invalid(
                    "interval",
                    "The metrics have no interval " + wanted + "; they have " + names(common)
                            + ". With AutoAdjustTimegrain=true the next one is taken.");
        }
        Grain grain = common.stream()
                .filter(each -> each.compareTo(wanted) >= 0)
                .findFirst()
                .orElse(common.getLast());
        if (points(span, grain) > MOST_POINTS) {
            throw invalid(
                    "interval",
                    "The timespan has more than " + MOST_POINTS + " points of " + grain
                            + "; take a longer interval or ask for a part of it.");
        }
        return grain;
    }

    private static Grain chosen(List<Grain> common, Timespan span) {
        return common.stream()
                .filter(grain -> points(span, grain) <= USUAL_POINTS)
                .findFirst()
                .orElse(common.getLast());
    }

    private static long points(Timespan span, Grain grain) {
        return span.length().dividedBy(grain.length());
    }

    private static String names(List<Grain> grains) {
        return grains.stream().map(Grain::name).collect(Collectors.joining(", "));
    }

    private static @Nullable Set<Aggregation> aggregations(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Set<Aggregation> wanted = new LinkedHashSet<>();
        list(text).forEach(name -> wanted.add(aggregation("aggregation", name)));
        return wanted;
    }

    private static Aggregation aggregation(String member, String name) {
        return name.equalsIgnoreCase("sum")
                ? Aggregation.TOTAL
                : WireEnum.parse(Aggregation.class, name)
                        .orElseThrow(
                                () -> invalid(
                                        member,
                                        "'" + Text.shown(name)
                                                + "' is no aggregation; there are Average, Minimum, Maximum, Total and Count."));
    }

    private static int top(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return TOP;
        }
        boolean number = text.strip().matches("\\d{1,4}");
        int top = number ? Integer.parseInt(text.strip()) : 0;
        if (top < 1 || top > MOST_TOP) {
            throw invalid("top", "'top' is a number from 1 to " + MOST_TOP + ".");
        }
        return top;
    }

    private static Order order(List<Metric> metrics, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Order(metrics.getFirst().primary(), false);
        }
        String[] words = text.strip().split("\\s+", -1);
        String direction = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
        if (words.length > 2 || !(direction.equals("asc") || direction.equals("desc"))) {
            throw invalid(
                    "orderby", "'orderby' is one aggregation, and behind it 'asc' or 'desc', such as 'average desc'.");
        }
        return new Order(aggregation("orderby", words[0]), direction.equals("asc"));
    }

    private static MetricFilter filter(List<Metric> metrics, Asked asked) {
        boolean strict = flag("ValidateDimensions", asked.validateDimensions(), true);
        if (asked.filter() == null || asked.filter().isBlank()) {
            return MetricFilter.NONE;
        }
        MetricFilter filter = MetricFilterText.parse(asked.filter());
        Set<String> known = dimensions(metrics);
        List<String> unknown =
                filter.names().stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty() && strict) {
            throw MetricFilterText.invalid("names '" + Text.shown(unknown.getFirst()) + "', which is no dimension of "
                    + metrics.stream().map(Metric::wire).collect(Collectors.joining(", ")) + "; "
                    + told(metrics) + ". With ValidateDimensions=false it is ignored");
        }
        return filter.of(known);
    }

    private static String told(List<Metric> metrics) {
        List<String> names = metrics.stream()
                .flatMap(metric -> metric.dimensions().stream())
                .distinct()
                .toList();
        return "there are " + String.join(", ", names);
    }

    /** Of all the metrics, in lower case. */
    private static Set<String> dimensions(List<Metric> metrics) {
        Set<String> common = folded(metrics.getFirst().dimensions());
        metrics.forEach(metric -> common.retainAll(folded(metric.dimensions())));
        return common;
    }

    private static Set<String> folded(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> rolledUp(List<Metric> metrics, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Set.of();
        }
        Set<String> wanted = folded(list(text));
        Set<String> known = dimensions(metrics);
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw invalid(
                    "rollupby",
                    "'rollupby' names '" + Text.shown(name) + "', which is no dimension; " + told(metrics) + ".");
        });
        return wanted;
    }

    private static boolean metadata(@Nullable String text) {
        if (text == null || text.isBlank() || text.strip().equalsIgnoreCase("Data")) {
            return false;
        }
        if (text.strip().equalsIgnoreCase("Metadata")) {
            return true;
        }
        throw invalid("resultType", "'resultType' is Data or Metadata.");
    }

    private static boolean flag(String member, @Nullable String text, boolean otherwise) {
        String value = Objects.requireNonNullElse(text, "").strip().toLowerCase(Locale.ROOT);
        return switch (value) {
            case "" -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(member, "'" + member + "' is true or false.");
        };
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Those that a metric is asked for. */
    Set<Aggregation> aggregations(Metric metric) {
        return aggregations == null ? Set.of(metric.primary()) : aggregations;
    }

    static ArmException invalid(String member, String message) {
        return new ArmException(ApiError.at(ErrorCode.BAD_REQUEST, member, message));
    }
}
