/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedSession;

/**
 * Sessions of which it is to be said that their tables are complete. Whoever reads that takes for a fact what is absent then; so
 * it waits until detectors have worked on all that was told of routes before, and a moment longer for those who read what
 * detectors say. Pure. Tested by {@code CompletionsTest}.
 */
final class Completions {
    /** For who reads what detectors have said. */
    static final Duration READING = Duration.ofSeconds(2);

    private final boolean holding;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private Completions(boolean holding) {
        this.holding = holding;
    }

    static Completions held() {
        return new Completions(true);
    }

    /** Where nobody looks at detectors. */
    static Completions toldAtOnce() {
        return new Completions(false);
    }

    /**
     * A session that waits.
     *
     * @param told by partition, the offset behind what was told before; 0: nothing was
     * @param passed when it was found that detectors have worked on that; null: not yet
     */
    private record Waiting(
            ObservedSession session,
            List<Long> told,
            @Nullable Instant passed) {
        Waiting passed(Instant now) {
            return new Waiting(session, told, now);
        }
    }

    /**
     * False if it does not wait.
     *
     * @param told by partition, the offset behind what was told before; 0: nothing was
     */
    synchronized boolean hold(ObservedSession session, List<Long> told) {
        if (holding) {
            waiting.put(session.key(), new Waiting(session, List.copyOf(told), null));
        }
        return holding;
    }

    /** Whether any waits. */
    synchronized boolean any() {
        return !waiting.isEmpty();
    }

    /**
     * Those that wait no more.
     *
     * @param worked by partition, the offset behind what detectors have worked on, as far as that is known
     */
    synchronized List<ObservedSession> take(Instant now, IntFunction<OptionalLong> worked) {
        List<ObservedSession> due = new ArrayList<>();
        waiting.replaceAll((_, one) -> one.passed() == null && passed(one.told(), worked) ? one.passed(now) : one);
        waiting.values().removeIf(one -> {
            Instant passed = one.passed();
            boolean over = passed != null && !passed.plus(READING).isAfter(now);
            if (over) {
                due.add(one.session());
            }
            return over;
        });
        return due;
    }

    private static boolean passed(List<Long> told, IntFunction<OptionalLong> worked) {
        return IntStream.range(0, told.size())
                .allMatch(partition -> worked.apply(partition).orElse(0) >= told.get(partition));
    }
}
