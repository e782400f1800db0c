/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openpeering.contract.net.Asn;

/**
 * Which provider ASes the holders of customer ASes attest (draft-ietf-sidrops-aspa-verification). Immutable; 8 bytes for
 * a customer and 4 for each provider.
 */
public final class AspaTable {
    public static final AspaTable EMPTY = of(Map.of());

    /** Numbers as unsigned values in the order of signed ones, for binary search: see {@link #key}. */
    private final int[] customers;

    private final int[] starts;
    private final int[] providers;

    private AspaTable(int[] customers, int[] starts, int[] providers) {
        this.customers = customers;
        this.starts = starts;
        this.providers = providers;
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

    public static AspaTable of(Map<Asn, ? extends Collection<Asn>> attested) {
        SortedMap<Asn, Collection<Asn>> sorted = new TreeMap<>(attested);
        int[] customers = new int[sorted.size()];
        int[] starts = new int[sorted.size() + 1];
        int[] providers =
                new int[sorted.values().stream().mapToInt(Collection::size).sum()];
        int row = 0;
        int filled = 0;
        for (Map.Entry<Asn, Collection<Asn>> entry : sorted.entrySet()) {
            customers[row] = key(entry.getKey());
            starts[row++] = filled;
            for (Asn provider : new TreeSet<>(entry.getValue())) {
                providers[filled++] = key(provider);
            }
        }
        starts[row] = filled;
        return new AspaTable(customers, starts, Arrays.copyOf(providers, filled));
    }

    private static int key(Asn asn) {
        return (int) asn.value() ^ Integer.MIN_VALUE;
    }

    private static Asn asn(int key) {
        return new Asn((key ^ Integer.MIN_VALUE) & Asn.MAX);
    }

    public int size() {
        return customers.length;
    }

    public List<Asn> customers() {
        return Arrays.stream(customers).mapToObj(AspaTable::asn).toList();
    }

    /** The attested providers in order; AS 0 alone says that there are none; empty without an attestation. */
    public List<Asn> providers(Asn customer) {
        int row = Arrays.binarySearch(customers, key(customer));
        return row < 0
                ? List.of()
                : Arrays.stream(providers, starts[row], starts[row + 1])
                        .mapToObj(AspaTable::asn)
                        .toList();
    }

    public Attestation attestation(Asn customer, Asn provider) {
        int row = Arrays.binarySearch(customers, key(customer));
        if (row < 0) {
            return Attestation.NONE;
        }
        return Arrays.binarySearch(providers, starts[row], starts[row + 1], key(provider)) >= 0
                ? Attestation.PROVIDER
                : Attestation.NOT_PROVIDER;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AspaTable table
                && Arrays.equals(customers, table.customers)
                && Arrays.equals(starts, table.starts)
                && Arrays.equals(providers, table.providers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(customers) + Arrays.hashCode(providers);
    }
}
