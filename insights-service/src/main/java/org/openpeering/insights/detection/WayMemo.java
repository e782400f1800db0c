/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/** What was found of ways, as long as what is known is the same: routes of many prefixes go few ways. For all threads. */
final class WayMemo<T> {
    private static final int MOST_WAYS = 50_000;

    private volatile Seen<T> seen = new Seen<>(null, null, Map.of());

    /** @param by what was known */
    private record Seen<T>(@Nullable Object by, @Nullable Object beside, Map<List<Asn>, T> ways) {}

    /**
     * @param by what is known, told apart by being another object
     * @param beside something more that is
     */
    @SuppressWarnings("ReferenceEquality")
    T of(@Nullable Object by, @Nullable Object beside, List<Asn> way, Function<List<Asn>, T> find) {
        Seen<T> before = seen;
        if (before.by != by || before.beside != beside || before.ways.size() >= MOST_WAYS) {
            before = new Seen<>(by, beside, new ConcurrentHashMap<>());
            seen = before;
        }
        T found = before.ways.get(way);
        return found == null ? before.ways.computeIfAbsent(way, find) : found;
    }
}
