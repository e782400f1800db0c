/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.survey;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.relationship.Relationship;
import org.openpeering.insights.relationship.Relationship.Kind;
import org.openpeering.insights.relationship.Relationship.Reason;
import org.openpeering.insights.relationship.Vote;

/**
 * What a network is to another one, and what that rests on.
 *
 * @param relationship what {@code asn} is to {@code other}: {@code Customer}, {@code Provider}, {@code Peer}, {@code Unknown}
 * @param reason {@code Attested}: by ASPA; {@code BothTransitFree}; {@code Paths}; of what is unknown {@code NoPath}, {@code TooFewPaths}, {@code BothWays}, {@code TablesDiffer}, {@code TooYoung}, {@code Denied}: by ASPA
 * @param text the reason in words
 * @param since the day, such as 2026-11-30, from which on paths have had it in force
 * @param young in force by the first run, and not found for three runs yet
 * @param votes what paths say, either way, table by table
 */
@RegisterForReflection
public record RelationshipView(
        Asn asn,
        Asn other,
        Kind relationship,
        Reason reason,
        String text,
        @Nullable String since,
        boolean young,
        List<VoteView> votes) {
    /**
     * What one router's tables say.
     *
     * @param paths distinct ones of the last run that show it
     * @param partnerPaths those of a partner's announcements, which weigh half
     * @param firstSeen the day on which a path first said so
     * @param lastSeen the last one on which one did
     * @param since from which day on it has been in force; absent where it is not
     * @param runs in a row that have found what the last one did
     * @param samples up to three of the paths: without prepending, private numbers and route servers
     */
    @RegisterForReflection
    public record VoteView(
            Asn customer,
            Asn provider,
            int paths,
            int partnerPaths,
            String firstSeen,
            String lastSeen,
            @Nullable String since,
            int runs,
            List<String> samples) {
        static VoteView of(Vote vote) {
            return new VoteView(
                    vote.customer(),
                    vote.provider(),
                    vote.tally().ways(),
                    vote.tally().partnerWays(),
                    vote.first().toString(),
                    vote.last().toString(),
                    day(vote.since()),
                    vote.runs(),
                    vote.samples().stream().map(AsPath::toString).toList());
        }
    }

    static RelationshipView of(Relationship found) {
        return new RelationshipView(
                found.asn(),
                found.other(),
                found.kind(),
                found.reason(),
                text(found),
                day(found.since()),
                found.young(),
                Stream.concat(found.asCustomer().stream(), found.asProvider().stream())
                        .map(VoteView::of)
                        .toList());
    }

    /** As ISO 8601 writes it. */
    private static @Nullable String day(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static String text(Relationship found) {
        String both = "AS" + found.asn() + " and AS" + found.other();
        return switch (found.reason()) {
            case ATTESTED -> "The customer has signed that the other one is a provider of it (ASPA).";
            case BOTH_TRANSIT_FREE -> both + " both buy transit of nobody, as openpeering.detection.transit-free says.";
            case PATHS -> "Paths show it, and next to none the opposite.";
            case DENIED ->
                "Paths show one as the other's customer, but it has signed a list of providers without the other one (ASPA).";
            case NO_PATH -> "No path shows " + both + " beside each other where it would tell anything.";
            case TOO_FEW_PATHS -> "Less than three paths, or six of a partner's, show one as the other's customer.";
            case BOTH_WAYS -> "More than one in twenty paths show the opposite of what the others do.";
            case TABLES_DIFFER -> "One router's tables show the one, another one's the opposite.";
            case TOO_YOUNG -> "Paths show it, but not in three runs in a row yet.";
        };
    }
}
