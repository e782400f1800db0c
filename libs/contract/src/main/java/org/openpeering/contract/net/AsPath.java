/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A BGP AS path, neighbour first, origin last. Canonical text: space separated AS numbers, an AS_SET as
 * {@code {1,2}}; confederation segments are not part of it (RFC 5065 section 5.3).
 *
 * @param hops each hop: one number for a sequence member, several for a set; a set of one names its member twice, since
 *     what ends in it has no origin either
 */
public record AsPath(List<List<Asn>> hops) {
    public static final AsPath EMPTY = new AsPath(List.of());

    public AsPath {
        List<List<Asn>> copies = new ArrayList<>(hops.size());
        for (List<Asn> hop : hops) {
            copies.add(List.copyOf(hop));
        }
        hops = List.copyOf(copies);
    }

    public static AsPath of(long... asns) {
        return new AsPath(
                Arrays.stream(asns).mapToObj(asn -> List.of(new Asn(asn))).toList());
    }

    public static AsPath parse(String text) {
        List<List<Asn>> hops = new ArrayList<>();
        for (String word : text.isBlank() ? new String[0] : text.strip().split(" +", -1)) {
            boolean set = word.startsWith("{") && word.endsWith("}");
            String[] members = set ? word.substring(1, word.length() - 1).split(",", -1) : new String[] {word};
            List<Asn> asns = Stream.of(members).map(Asn::parse).toList();
            hops.add(set ? set(asns) : asns);
        }
        return new AsPath(hops);
    }

    /** The hop of an AS_SET. */
    public static List<Asn> set(List<Asn> members) {
        return members.size() == 1 ? List.of(members.getFirst(), members.getFirst()) : members;
    }

    /** Length as the decision process counts it: prepends count, a set counts one (RFC 4271 section 9.1.2.2). */
    public int length() {
        return hops.size();
    }

    /** Number of hops that repeat the hop before them. */
    public int prepends() {
        int count = 0;
        for (int i = 1; i < hops.size(); i++) {
            count += hops.get(i).equals(hops.get(i - 1)) ? 1 : 0;
        }
        return count;
    }

    /** The AS that originates the route; none for an empty path and for one that ends in a set (RFC 6811 section 2). */
    public Optional<Asn> origin() {
        return hops.isEmpty() || hops.getLast().size() != 1
                ? Optional.empty()
                : Optional.of(hops.getLast().getFirst());
    }

    public Stream<Asn> asns() {
        return hops.stream().flatMap(List::stream);
    }

    public boolean hasSet() {
        return hops.stream().anyMatch(hop -> hop.size() > 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof AsPath that) || hops.size() != that.hops.size()) {
            return false;
        }
        for (int i = 0; i < hops.size(); i++) {
            if (!same(hops.get(i), that.hops.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(List<Asn> hop, List<Asn> other) {
        return (hop.size() == 1 && other.size() == 1) ? hop.get(0).equals(other.get(0)) : hop.equals(other);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < hops.size(); i++) {
            List<Asn> hop = hops.get(i);
            hash = 31 * hash + (hop.size() == 1 ? hop.get(0).hashCode() : hop.hashCode());
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<Asn> hop : hops) {
            text.append(text.isEmpty() ? "" : " ").append(text(hop));
        }
        return text.toString();
    }

    private static String text(List<Asn> hop) {
        return hop.size() == 1
                ? hop.getFirst().toString()
                : hop.stream().distinct().map(Asn::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
