/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import java.util.HashMap;
import java.util.Map;

/**
 * How many streams are open. A caller has fewer places than its subscription has: nobody shuts the others out alone.
 */
final class StreamPlaces {
    private final int ofSubscription;
    private final int ofCaller;
    /** By subscription, then by caller; nobody is in it with none. */
    private final Map<String, Map<String, Integer>> taken = new HashMap<>();

    StreamPlaces(int ofSubscription, int ofCaller) {
        this.ofSubscription = ofSubscription;
        this.ofCaller = ofCaller;
    }

    /** Whether there was one, which is then taken. */
    synchronized boolean take(String subscription, String caller) {
        Map<String, Integer> callers = taken.getOrDefault(subscription, Map.of());
        int all = callers.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= ofSubscription || callers.getOrDefault(caller, 0) >= ofCaller) {
            return false;
        }
        taken.computeIfAbsent(subscription, _ -> new HashMap<>()).merge(caller, 1, Integer::sum);
        return true;
    }

    synchronized void giveBack(String subscription, String caller) {
        taken.computeIfPresent(subscription, (_, callers) -> {
            callers.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
            return callers.isEmpty() ? null : callers;
        });
    }
}
