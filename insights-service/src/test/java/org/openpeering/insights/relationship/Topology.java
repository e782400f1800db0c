/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/**
 * Made-up networks: a few that buy transit of nobody and peer with each other, and others that buy of one to three that came
 * before them and peer with some, be it with one of the first.
 */
final class Topology {
    private final Random random;
    private final int tops;
    private final List<List<Integer>> providers = new ArrayList<>();
    private final List<List<Integer>> customers = new ArrayList<>();
    private final List<List<Integer>> peers = new ArrayList<>();

    Topology(long seed, int tops, int networks) {
        this.random = new Random(seed);
        this.tops = tops;
        for (int i = 0; i < networks; i++) {
            providers.add(new ArrayList<>());
            customers.add(new ArrayList<>());
            peers.add(new ArrayList<>());
        }
        for (int i = 0; i < networks; i++) {
            for (int j = 0; i < tops && j < tops; j++) {
                if (i != j) {
                    peers.get(i).add(j);
                }
            }
            for (int count = i < tops ? 0 : 1 + random.nextInt(3); count > 0; count--) {
                int provider = random.nextInt(Math.min(i, 1 + 2 * i / 3));
                if (!providers.get(i).contains(provider)) {
                    providers.get(i).add(provider);
                    customers.get(provider).add(i);
                }
            }
        }
        for (int count = networks; count > 0; count--) {
            int one = random.nextInt(networks);
            int other = random.nextInt(networks);
            if (one != other
                    && !providers.get(one).contains(other)
                    && !providers.get(other).contains(one)) {
                peers.get(one).add(other);
                peers.get(other).add(one);
            }
        }
    }

    Set<Asn> transitFree() {
        return IntStream.range(0, tops).mapToObj(i -> new Asn(number(i))).collect(Collectors.toSet());
    }

    private static int number(int network) {
        return 1000 + network;
    }

    /** Whether it is so. */
    boolean customer(int asn, int ofAsn) {
        return providers.get(asn - number(0)).contains(ofAsn - number(0));
    }

    /** A path as routes go: up, across once or not at all, down. Neighbour first. */
    int[] path() {
        while (true) {
            List<Integer> way = new ArrayList<>(List.of(random.nextInt(providers.size())));
            walk(way, providers, random.nextInt(5));
            if (random.nextInt(3) > 0) {
                walk(way, peers, 1);
            }
            walk(way, customers, random.nextInt(4));
            if (way.size() > 1 && new HashSet<>(way).size() == way.size()) {
                return numbers(way);
            }
        }
    }

    /** A path of which all goes up to its neighbour, who is a partner. */
    int[] announced() {
        List<Integer> way = new ArrayList<>(List.of(random.nextInt(providers.size())));
        walk(way, providers, 1 + random.nextInt(4));
        return numbers(way);
    }

    /** A path that somebody has leaked: it comes down to the leaker, and goes up again. Null: there was none to be found. */
    int @Nullable [] leaked(int leaker) {
        for (int trial = 0; trial < 50; trial++) {
            List<Integer> way = new ArrayList<>(List.of(random.nextInt(providers.size())));
            walk(way, providers, random.nextInt(4));
            List<Integer> up = new ArrayList<>(List.of(leaker));
            walk(up, providers, 1 + random.nextInt(4));
            if (providers.get(leaker).contains(way.getLast())) {
                way.addAll(up);
                if (new HashSet<>(way).size() == way.size()) {
                    return numbers(way);
                }
            }
        }
        return null;
    }

    /** Somebody who could leak: with two providers. */
    int leaker() {
        return IntStream.range(0, providers.size())
                .filter(i -> providers.get(i).size() > 1)
                .findFirst()
                .orElse(providers.size() - 1);
    }

    private void walk(List<Integer> way, List<List<Integer>> where, int steps) {
        for (int i = 0; i < steps; i++) {
            List<Integer> next = where.get(way.getLast());
            if (next.isEmpty()) {
                return;
            }
            way.add(next.get(random.nextInt(next.size())));
        }
    }

    private static int[] numbers(List<Integer> way) {
        List<Integer> neighbourFirst = new ArrayList<>(way);
        Collections.reverse(neighbourFirst);
        return neighbourFirst.stream().mapToInt(Topology::number).toArray();
    }
}
