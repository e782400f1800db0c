/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.relationship.Relationship.Kind;
import org.openpeering.insights.relationship.Relationship.Reason;

/**
 * Who is whose customer, by what all tables say, by what networks have attested, and by the list of networks that buy transit
 * of nobody. Immutable: whoever has the same votes says the same.
 *
 * <p>An attestation (ASPA) is the customer's own word and decides at once, either way. Else what is in force by one table
 * counts, unless another table has the opposite in force: each of them is damped, so their sum is.
 */
public final class Relationships {
    /** Of nothing. */
    public static final Relationships NONE = new Relationships(Set.of(), List.of(), Attested.NOTHING);

    private final Set<Asn> transitFree;
    private final List<Votes> tables;
    private final Attested attested;

    /** What a customer has signed about its providers. */
    @FunctionalInterface
    public interface Attested {
        Attested NOTHING = (customer, provider) -> Optional.empty();

        /** Whether the other one is a provider of it; empty: it has signed nothing. */
        Optional<Boolean> provides(Asn customer, Asn provider);
    }

    public Relationships(Set<Asn> transitFree, Collection<Votes> tables, Attested attested) {
        this.transitFree = Set.copyOf(transitFree);
        this.tables = List.copyOf(tables);
        this.attested = attested;
    }

    /** What a network is to another one. */
    public Relationship of(Asn asn, Asn other) {
        List<Vote> up = votes(asn, other);
        List<Vote> down = votes(other, asn);
        Optional<Boolean> buys = attested.provides(asn, other);
        Optional<Boolean> sells = attested.provides(other, asn);
        if (!buys.orElse(false).equals(sells.orElse(false))) {
            Kind kind = buys.orElse(false) ? Kind.CUSTOMER : Kind.PROVIDER;
            return new Relationship(asn, other, kind, Reason.ATTESTED, null, false, up, down);
        }
        if (transitFree.contains(asn) && transitFree.contains(other)) {
            return new Relationship(asn, other, Kind.PEER, Reason.BOTH_TRANSIT_FREE, null, false, up, down);
        }
        Optional<Vote> asCustomer = inForce(up).filter(vote -> buys.orElse(true));
        Optional<Vote> asProvider = inForce(down).filter(vote -> sells.orElse(true));
        if (asCustomer.isPresent() == asProvider.isPresent()) {
            Reason reason = asCustomer.isPresent() ? Reason.TABLES_DIFFER : whyUnknown(up, down, buys, sells);
            return new Relationship(asn, other, Kind.UNKNOWN, reason, null, false, up, down);
        }
        Vote told = asCustomer.or(() -> asProvider).orElseThrow();
        boolean young = (asCustomer.isPresent() ? up : down)
                .stream().filter(Relationships::inForce).allMatch(Vote::young);
        Kind kind = asCustomer.isPresent() ? Kind.CUSTOMER : Kind.PROVIDER;
        return new Relationship(asn, other, kind, Reason.PATHS, told.since(), young, up, down);
    }

    /** Whether a network has signed that the other one is a provider of it; empty: it has signed nothing. */
    public Optional<Boolean> attested(Asn customer, Asn provider) {
        return attested.provides(customer, provider);
    }

    /** Whether a network buys transit of nobody: whoever is beside it is a peer or a customer of it. */
    public boolean transitFree(Asn asn) {
        return transitFree.contains(asn);
    }

    private static boolean inForce(Vote vote) {
        return vote.since() != null;
    }

    /** The one that has been so for the longest. */
    private static Optional<Vote> inForce(List<Vote> votes) {
        return votes.stream()
                .filter(Relationships::inForce)
                .min(Comparator.comparing(vote -> Objects.requireNonNull(vote.since())));
    }

    private static Reason whyUnknown(List<Vote> up, List<Vote> down, Optional<Boolean> buys, Optional<Boolean> sells) {
        boolean denied = (buys.isPresent() && inForce(up).isPresent())
                || (sells.isPresent() && inForce(down).isPresent());
        if (denied) {
            return Reason.DENIED;
        }
        if (up.isEmpty() && down.isEmpty()) {
            return Reason.NO_PATH;
        }
        Tally forCustomer = sum(up);
        Tally forProvider = sum(down);
        if (!forCustomer.enough() && !forProvider.enough()) {
            return Reason.TOO_FEW_PATHS;
        }
        return forCustomer.prevails(forProvider) || forProvider.prevails(forCustomer)
                ? Reason.TOO_YOUNG
                : Reason.BOTH_WAYS;
    }

    static Tally sum(List<Vote> votes) {
        return votes.stream().map(Vote::tally).reduce(Tally.NONE, Tally::plus);
    }

    private List<Vote> votes(Asn customer, Asn provider) {
        long link = Link.of(customer, provider);
        List<Vote> votes = new ArrayList<>(tables.size());
        for (Votes table : tables) {
            int place = table.find(link);
            if (place >= 0) {
                votes.add(table.vote(place));
            }
        }
        return votes;
    }

    /**
     * Networks for whose being its customer or provider anything speaks, in order.
     *
     * @param after those that are greater than it; null: all
     */
    public List<Asn> beside(Asn asn, @Nullable Asn after, int limit) {
        TreeSet<Asn> found = new TreeSet<>();
        int wanted = (int) asn.value();
        for (Votes table : tables) {
            for (int place = 0; place < table.size(); place++) {
                long link = table.link(place);
                boolean customer = Link.customer(link) == wanted;
                if (customer || Link.provider(link) == wanted) {
                    Asn other = Ways.asn(customer ? Link.provider(link) : Link.customer(link));
                    if (after == null || other.compareTo(after) > 0) {
                        found.add(other);
                    }
                    if (found.size() > limit) {
                        found.pollLast();
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** When the latest run was; null before the first. */
    public @Nullable Instant at() {
        return tables.stream()
                .map(Votes::at)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
