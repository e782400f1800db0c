/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.relationship.Relationship;
import org.openpeering.insights.relationship.Relationship.Kind;
import org.openpeering.insights.relationship.Relationship.Reason;
import org.openpeering.insights.relationship.Relationships;

/**
 * What a network had of a provider or a peer it tells its customers alone (RFC 7908 types 1 to 4). Both relationships have to
 * be known: a provider by paths or by what the customer has signed, or a network that buys transit of nobody, which is a
 * provider or a peer of whoever is beside it. Between two of those {@link Peerlock} sees it without any.
 *
 * <p>A way is looked at once as long as what is known is the same.
 */
final class ValleyFree implements LeakSign {
    private static final int SETTLED = 40;
    private static final int YOUNG = 20;

    private final Supplier<Relationships> known;
    private final Supplier<RpkiView> signed;
    private final WayMemo<List<Leak>> memo = new WayMemo<>();

    /** @param signed what of it networks have attested changes with this */
    ValleyFree(Supplier<Relationships> known, Supplier<RpkiView> signed) {
        this.known = known;
        this.signed = signed;
    }

    @Override
    public @Nullable Leak of(MonitoredPrefix context, List<Asn> way, Held route) {
        for (Leak leak : leaks(way)) {
            if (!declared(context, leak)) {
                return leak;
            }
        }
        return null;
    }

    /** The owner says that he buys of it: what it has of him it may tell everybody. */
    private static boolean declared(MonitoredPrefix context, Leak leak) {
        return context.legalOrigins().contains(leak.from())
                && context.policy().upstreams().contains(leak.leaker());
    }

    private List<Leak> leaks(List<Asn> way) {
        Relationships current = known.get();
        return memo.of(current, signed.get().aspas(), way, each -> leaks(current, each));
    }

    /** From the origin on. */
    private static List<Leak> leaks(Relationships known, List<Asn> way) {
        List<Leak> leaks = new ArrayList<>();
        for (int i = way.size() - 2; i > 0; i--) {
            Relationship had = known.of(way.get(i), way.get(i + 1));
            Relationship told = known.of(way.get(i), way.get(i - 1));
            boolean bare = !bought(had) && !bought(told);
            if (!bare && above(known, had) && above(known, told)) {
                leaks.add(new Leak(
                        had.asn(),
                        had.other(),
                        told.other(),
                        text(had) + " " + text(told) + " It has told the one what it had of the other.",
                        "relationships",
                        had.young() || told.young() ? YOUNG : SETTLED));
            }
        }
        return List.copyOf(leaks);
    }

    private static boolean bought(Relationship relationship) {
        return relationship.kind() == Kind.CUSTOMER;
    }

    /** Whether the other one is a provider or a peer of it. */
    private static boolean above(Relationships known, Relationship relationship) {
        return switch (relationship.kind()) {
            case CUSTOMER, PEER -> true;
            case PROVIDER -> false;
            case UNKNOWN -> known.transitFree(relationship.other());
        };
    }

    private static String text(Relationship found) {
        String one = "AS" + found.asn();
        String other = "AS" + found.other();
        if (!bought(found)) {
            return other + " buys transit of nobody, and is a provider or a peer of " + one + ".";
        }
        if (found.reason() == Reason.ATTESTED) {
            return one + " is a customer of " + other + ", as it has signed (ASPA).";
        }
        int paths = found.asCustomer().stream()
                .mapToInt(vote -> vote.tally().ways() + vote.tally().partnerWays())
                .sum();
        return one + " is a customer of " + other + " by " + paths + " paths, since " + found.since()
                + (found.young() ? ", which is not settled yet." : ".");
    }
}
