/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/**
 * Which provider ASes the holders of customer ASes attest (draft-ietf-sidrops-aspa-verification). Immutable; 12 bytes for
 * a customer and 4 for each provider. What one customer attests until different times stands in rows of its own: each
 * stops counting by itself.
 */
public final class AspaTable {
    public static final AspaTable EMPTY = of(List.of());

    /** Numbers as unsigned values in the order of signed ones, for binary search: see {@link #key}. */
    private final int[] customers;

    private final int[] starts;
    private final int[] providers;
    /** As {@link Expiry} has it. */
    private final int[] expires;

    private final int firstExpiry;

    private AspaTable(int[] customers, int[] starts, int[] providers, int[] expires) {
        this.customers = customers;
        this.starts = starts;
        this.providers = providers;
        this.expires = expires;
        this.firstExpiry = Arrays.stream(expires).reduce(Expiry.NEVER, Expiry::earlier);
    }

    /** What the customer's attestation says of one other AS. */
    public enum Attestation {
        /** Provider+ */
        PROVIDER,
        /** Not Provider+ */
        NOT_PROVIDER,
        /** No Attestation */
        NONE
    }

    /**
     * One attestation.
     *
     * @param expires until when it counts, that second included; null: the source does not say
     */
    public record Aspa(
            Asn customer,
            Collection<Asn> providers,
            @Nullable Instant expires) {
        public Aspa {
            providers = List.copyOf(providers);
        }
    }

    private record Key(Asn customer, int expires) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::customer)
                .thenComparing((one, other) -> Integer.compareUnsigned(one.expires, other.expires));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Attestations without an end. */
    public static AspaTable of(Map<Asn, ? extends Collection<Asn>> attested) {
        return of(attested.entrySet().stream()
                .map(entry -> new Aspa(entry.getKey(), entry.getValue(), null))
                .toList());
    }

    /** Several of one customer count together. */
    public static AspaTable of(Collection<Aspa> attested) {
        SortedMap<Key, SortedSet<Asn>> sorted = new TreeMap<>();
        attested.forEach(aspa -> sorted.computeIfAbsent(
                        new Key(aspa.customer(), Expiry.of(aspa.expires())), any -> new TreeSet<>())
                .addAll(aspa.providers()));
        int[] customers = new int[sorted.size()];
        int[] starts = new int[sorted.size() + 1];
        int[] expires = new int[sorted.size()];
        int[] providers =
                new int[sorted.values().stream().mapToInt(Collection::size).sum()];
        int row = 0;
        int filled = 0;
        for (Map.Entry<Key, SortedSet<Asn>> entry : sorted.entrySet()) {
            customers[row] = key(entry.getKey().customer());
            expires[row] = entry.getKey().expires();
            starts[row++] = filled;
            for (Asn provider : entry.getValue()) {
                providers[filled++] = key(provider);
            }
        }
        starts[row] = filled;
        return new AspaTable(customers, starts, providers, expires);
    }

    private static int key(Asn asn) {
        return (int) asn.value() ^ Integer.MIN_VALUE;
    }

    private static Asn asn(int key) {
        return new Asn((key ^ Integer.MIN_VALUE) & Asn.MAX);
    }

    /** How many customers there are. */
    public int size() {
        return (int) Arrays.stream(customers).distinct().count();
    }

    public List<Asn> customers() {
        return Arrays.stream(customers).distinct().mapToObj(AspaTable::asn).toList();
    }

    /** The rows of a customer. */
    private IntStream rows(Asn customer) {
        int key = key(customer);
        int found = Arrays.binarySearch(customers, key);
        if (found < 0) {
            return IntStream.empty();
        }
        int first = found;
        while (first > 0 && customers[first - 1] == key) {
            first--;
        }
        return IntStream.range(first, customers.length).takeWhile(row -> customers[row] == key);
    }

    private IntStream rows(Asn customer, Instant at) {
        return rows(customer).filter(row -> !Expiry.over(expires[row], at));
    }

    private List<Asn> providers(IntStream rows) {
        return rows.flatMap(row -> Arrays.stream(providers, starts[row], starts[row + 1]))
                .sorted()
                .distinct()
                .mapToObj(AspaTable::asn)
                .toList();
    }

    /**
     * The attested providers in order, also of what has expired; AS 0 alone says that there are none; empty without an
     * attestation.
     */
    public List<Asn> providers(Asn customer) {
        return providers(customer, Instant.MIN);
    }

    /** The same by what is in force at a time. */
    public List<Asn> providers(Asn customer, Instant at) {
        return providers(rows(customer, at));
    }

    public Attestation attestation(Asn customer, Asn provider) {
        if (rows(customer).findAny().isEmpty()) {
            return Attestation.NONE;
        }
        return rows(customer)
                        .anyMatch(
                                row -> Arrays.binarySearch(providers, starts[row], starts[row + 1], key(provider)) >= 0)
                ? Attestation.PROVIDER
                : Attestation.NOT_PROVIDER;
    }

    /** Until when all of them are in force; null: without an end. */
    @Nullable
    Instant firstExpiry() {
        return Expiry.instant(firstExpiry);
    }

    /** Those that are in force at a time; this table itself when all are. */
    AspaTable inForce(Instant at) {
        return Expiry.over(firstExpiry, at)
                ? of(IntStream.range(0, customers.length)
                        .filter(row -> !Expiry.over(expires[row], at))
                        .mapToObj(row -> new Aspa(
                                asn(customers[row]), providers(IntStream.of(row)), Expiry.instant(expires[row])))
                        .toList())
                : this;
    }

    /** Whether the same is attested, whenever it ends. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AspaTable table
                && customers().equals(table.customers())
                && customers().stream().allMatch(customer -> providers(customer).equals(table.providers(customer)));
    }

    @Override
    public int hashCode() {
        return customers().hashCode();
    }
}
