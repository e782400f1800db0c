/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each constant of an enum; counts from any thread, only ever upwards. */
public final class Tally<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    public Tally(Class<E> kinds) {
        counts = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            counts.put(kind, new LongAdder());
        }
    }

    public void count(E kind) {
        add(kind, 1);
    }

    public void add(E kind, long amount) {
        adder(kind).add(amount);
    }

    public long of(E kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(E kind) {
        return Objects.requireNonNull(counts.get(kind));
    }
}
