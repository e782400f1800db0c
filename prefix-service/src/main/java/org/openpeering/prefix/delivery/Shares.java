/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is: one delivery of each subscription in turn, and in a subscription one of each webhook in turn, until there is no place
 * left. Nobody gets more places than his bound, however much he has waiting. Pure; {@code SharesTest}.
 *
 * @param ofSubscription places of one subscription
 * @param ofWebhook places of one webhook that is well
 */
record Shares(int ofSubscription, int ofWebhook) {
    private static final int OF_FAILING = 1;
    private static final int OF_SLOW = 2;

    /** The webhooks of a subscription that have something left, the next in front. */
    private static final class Line {
        private final Deque<Deque<Long>> webhooks = new ArrayDeque<>();
        private int left;

        private Line(int left) {
            this.left = left;
        }

        private long next() {
            Deque<Long> webhook = webhooks.removeFirst();
            long seq = webhook.removeFirst();
            if (!webhook.isEmpty()) {
                webhooks.addLast(webhook);
            }
            left--;
            return seq;
        }

        private boolean over() {
            return left <= 0 || webhooks.isEmpty();
        }
    }

    /**
     * The same, with so many at most of webhooks that fail or are slow: theirs hold places for long, and are not to hold them all,
     * however many subscriptions they are of.
     */
    List<Long> choose(List<Candidate> candidates, int free, Map<String, Integer> taken, int freeForLagging) {
        List<Candidate> lagging = candidates.stream().filter(Candidate::lagging).toList();
        Set<Long> admitted = Set.copyOf(choose(lagging, Math.min(free, freeForLagging), taken));
        return choose(
                candidates.stream()
                        .filter(candidate -> !candidate.lagging() || admitted.contains(candidate.seq()))
                        .toList(),
                free,
                taken);
    }

    /**
     * @param candidates in the order in which each webhook's are to be sent
     * @param free places in all
     * @param taken places by subscription
     */
    List<Long> choose(List<Candidate> candidates, int free, Map<String, Integer> taken) {
        List<Line> lines = new ArrayList<>(lines(candidates, taken).values());
        List<Long> chosen = new ArrayList<>();
        while (chosen.size() < free && !lines.isEmpty()) {
            for (Iterator<Line> turn = lines.iterator(); turn.hasNext() && chosen.size() < free; ) {
                Line line = turn.next();
                if (!line.over()) {
                    chosen.add(line.next());
                }
                if (line.over()) {
                    turn.remove();
                }
            }
        }
        return chosen;
    }

    private Map<String, Line> lines(List<Candidate> candidates, Map<String, Integer> taken) {
        Map<String, Line> lines = new LinkedHashMap<>();
        Map<String, Deque<Long>> byWebhook = new HashMap<>();
        for (Candidate candidate : candidates) {
            Line line = lines.computeIfAbsent(
                    candidate.subscription(), key -> new Line(ofSubscription - taken.getOrDefault(key, 0)));
            Deque<Long> webhook = byWebhook.computeIfAbsent(candidate.webhook(), _ -> new ArrayDeque<>());
            if (candidate.sending() + webhook.size() < places(candidate)) {
                if (webhook.isEmpty()) {
                    line.webhooks.addLast(webhook);
                }
                webhook.addLast(candidate.seq());
            }
        }
        return lines;
    }

    private int places(Candidate candidate) {
        return candidate.failing() ? OF_FAILING : candidate.slow() ? Math.min(OF_SLOW, ofWebhook) : ofWebhook;
    }
}
