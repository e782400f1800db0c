/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.openpeering.agent.probe.AssignedTest;

/**
 * When each test is due, on the monotonic clock. New ones begin soon, the more there are the further apart and never later than
 * in their interval, and each interval is a tenth longer or shorter by chance: agents do not go on measuring in step, and nothing
 * that comes once a minute hides from them. A test
 * that was there keeps its time when the list changes. Pure but for chance; not synchronized.
 */
final class Agenda {
    private static final double JITTER = 0.1;
    /** New tests begin so far apart at least, on average, as far as their intervals allow. */
    private static final long APART = Duration.ofMillis(100).toNanos();
    /** In which a single new one begins: all agents may have been given the same. */
    private static final long SOON = Duration.ofSeconds(2).toNanos();

    private final RandomGenerator random;
    private final Map<String, Entry> entries = new HashMap<>();

    Agenda(RandomGenerator random) {
        this.random = random;
    }

    private record Entry(AssignedTest test, long due) {}

    void replace(List<AssignedTest> tests, long now) {
        Map<String, Entry> next = new HashMap<>();
        long fresh =
                tests.stream().filter(test -> !entries.containsKey(test.id())).count();
        long spread = Math.max(SOON, fresh * APART);
        for (AssignedTest test : tests) {
            Entry known = entries.get(test.id());
            long latest = now + (long) (test.every().toNanos() * (1 + JITTER));
            long due = known == null || known.due - latest > 0
                    ? now
                            + (long) (random.nextDouble()
                                    * Math.min(spread, test.every().toNanos()))
                    : known.due;
            next.put(test.id(), new Entry(test, due));
        }
        entries.clear();
        entries.putAll(next);
    }

    int size() {
        return entries.size();
    }

    /** Those whose time has come; each is due again an interval later. What was missed is not made up for. */
    List<AssignedTest> due(long now) {
        List<AssignedTest> due = new ArrayList<>();
        entries.replaceAll((_, entry) -> {
            if (entry.due - now > 0) {
                return entry;
            }
            due.add(entry.test);
            double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
            return new Entry(entry.test, now + (long) (entry.test.every().toNanos() * factor));
        });
        return due;
    }

    /** Nanoseconds until the next one, at most {@code most}. */
    long wait(long now, long most) {
        long wait = most;
        for (Entry entry : entries.values()) {
            wait = Math.min(wait, Math.max(0, entry.due - now));
        }
        return wait;
    }
}
