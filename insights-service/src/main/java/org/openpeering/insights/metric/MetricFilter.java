/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which values of which dimensions are wanted, in the order in which they were named: the {@code $filter} of a request.
 *
 * @param conditions by the dimension's name in lower case
 */
public record MetricFilter(Map<String, Condition> conditions) {
    public static final MetricFilter NONE = new MetricFilter(Map.of());

    public MetricFilter {
        conditions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }

    /** What a dimension's value has to be; values are compared without regard to case. */
    sealed interface Condition {
        boolean allows(String value);
    }

    /** {@code eq '*'}. */
    record Any() implements Condition {
        @Override
        public boolean allows(String value) {
            return true;
        }
    }

    /** One of these, in lower case. */
    record In(Set<String> values) implements Condition {
        In {
            values = Set.copyOf(values);
        }

        @Override
        public boolean allows(String value) {
            return values.contains(value.toLowerCase(Locale.ROOT));
        }
    }

    /** None of these, in lower case. */
    record NotIn(Set<String> values) implements Condition {
        NotIn {
            values = Set.copyOf(values);
        }

        @Override
        public boolean allows(String value) {
            return !values.contains(value.toLowerCase(Locale.ROOT));
        }
    }

    /** What begins so, in lower case. */
    record StartsWith(String prefix) implements Condition {
        @Override
        public boolean allows(String value) {
            return value.toLowerCase(Locale.ROOT).startsWith(prefix);
        }
    }

    boolean allows(Map<String, String> dimensions) {
        Map<String, String> folded = new LinkedHashMap<>();
        dimensions.forEach((name, value) -> folded.put(name.toLowerCase(Locale.ROOT), value));
        return conditions.entrySet().stream().allMatch(each -> {
            String value = folded.get(each.getKey());
            return value != null && each.getValue().allows(value);
        });
    }

    /** Only the conditions on dimensions that there are. */
    MetricFilter of(Set<String> known) {
        Map<String, Condition> kept = new LinkedHashMap<>(conditions);
        kept.keySet().retainAll(known);
        return new MetricFilter(kept);
    }

    Set<String> names() {
        return conditions.keySet();
    }

    /** Both; a dimension that stands in both has to be excluded from in both. */
    MetricFilter and(MetricFilter other) {
        Map<String, Condition> both = new LinkedHashMap<>(conditions);
        other.conditions.forEach((name, condition) -> both.merge(name, condition, (a, b) -> neither(name, a, b)));
        return new MetricFilter(both);
    }

    private static Condition neither(String name, Condition a, Condition b) {
        if (a instanceof NotIn(Set<String> one) && b instanceof NotIn(Set<String> two)) {
            return new NotIn(union(one, two));
        }
        throw MetricFilterText.invalid("names '" + name
                + "' twice between 'and'; join values of one dimension by 'or', and 'ne' alone by 'and'");
    }

    /** One or the other: values of one dimension. */
    MetricFilter or(MetricFilter other) {
        List<String> names = new ArrayList<>(conditions.keySet());
        names.addAll(other.conditions.keySet());
        Set<String> different = names.stream().collect(Collectors.toSet());
        if (names.size() != 2 || different.size() != 1) {
            throw MetricFilterText.invalid("joins different dimensions by 'or'; join them by 'and'");
        }
        String name = names.getFirst();
        Condition a = conditions.values().iterator().next();
        Condition b = other.conditions.values().iterator().next();
        if (a instanceof Any || b instanceof Any) {
            return new MetricFilter(Map.of(name, new Any()));
        }
        if (a instanceof In(Set<String> one) && b instanceof In(Set<String> two)) {
            return new MetricFilter(Map.of(name, new In(union(one, two))));
        }
        throw MetricFilterText.invalid("joins 'ne' or 'sw' by 'or'; 'or' stands between 'eq' alone");
    }

    private static Set<String> union(Set<String> one, Set<String> two) {
        return java.util.stream.Stream.concat(one.stream(), two.stream()).collect(Collectors.toSet());
    }
}
