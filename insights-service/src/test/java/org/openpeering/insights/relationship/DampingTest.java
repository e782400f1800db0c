/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.relationship.Inference.Bounds;
import org.openpeering.insights.relationship.Inference.Source;
import org.openpeering.insights.relationship.Relationship.Kind;
import org.openpeering.insights.relationship.Relationship.Reason;
import org.openpeering.insights.relationship.Relationships.Attested;

class DampingTest {
    private static final Set<Asn> TOPS = Set.of(new Asn(1), new Asn(2));
    private static final Asn CUSTOMER = new Asn(40);
    private static final Asn PROVIDER = new Asn(30);

    static Instant day(int number) {
        return Instant.parse("2026-05-01T03:00:00Z").plus(Duration.ofDays(number));
    }

    private static LocalDate date(int number) {
        return LocalDate.of(2026, 5, 1).plusDays(number);
    }

    /** @param ways that show it; @param opposite that show the opposite */
    private static Inference run(int ways, int opposite) {
        Inference inference = new Inference(TOPS, new Bounds(10_000, 10_000));
        for (int i = 0; i < ways; i++) {
            inference.take(new int[] {1, 2, 30, 40, 1000 + i}, Source.ANYBODY);
        }
        for (int i = 0; i < opposite; i++) {
            inference.take(new int[] {1, 2, 40, 30, 3000 + i}, Source.ANYBODY);
        }
        return inference;
    }

    private static Votes after(int firstDay, Votes before, Inference... runs) {
        Votes votes = before;
        for (int i = 0; i < runs.length; i++) {
            votes = Damping.next(votes, runs[i], day(firstDay + i));
        }
        return votes;
    }

    private static Relationship known(Attested attested, Votes... tables) {
        return new Relationships(TOPS, List.of(tables), attested).of(CUSTOMER, PROVIDER);
    }

    private static Relationship known(Votes... tables) {
        return known(Attested.NOTHING, tables);
    }

    @Test
    void theFirstRunCountsAtOnceAndIsYoungUntilThreeHaveFoundTheSame() {
        Votes first = after(0, Votes.NONE, run(3, 0));
        assertThat(known(first).kind()).isEqualTo(Kind.CUSTOMER);
        assertThat(known(first).young()).isTrue();
        assertThat(known(first).since()).isEqualTo(date(0));
        Votes third = after(1, first, run(3, 0), run(4, 0));
        assertThat(known(third).young()).isFalse();
        assertThat(known(third).since()).isEqualTo(date(0));
        Vote vote = known(third).asCustomer().getFirst();
        assertThat(vote.tally()).isEqualTo(new Tally(4, 0));
        assertThat(vote.first()).isEqualTo(date(0));
        assertThat(vote.last()).isEqualTo(date(2));
        assertThat(vote.samples()).hasSize(3);
    }

    @Test
    void whatALaterRunFindsIsInForceAfterThreeInARow() {
        Votes votes = after(0, Votes.NONE, run(0, 0), run(5, 0), run(5, 0), run(0, 0), run(5, 0), run(5, 0));
        assertThat(known(votes).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(known(votes).reason()).isEqualTo(Reason.TOO_YOUNG);
        Relationship settled = known(after(6, votes, run(5, 0)));
        assertThat(settled.kind()).isEqualTo(Kind.CUSTOMER);
        assertThat(settled.young()).isFalse();
        assertThat(settled.since()).isEqualTo(date(6));
    }

    @Test
    void twoRunsThatDoNotFindItChangeNothingAndThreeDo() {
        Votes votes = after(0, Votes.NONE, run(5, 0), run(5, 0), run(5, 0), run(0, 0), run(0, 9));
        assertThat(known(votes).kind()).isEqualTo(Kind.CUSTOMER);
        assertThat(known(votes).asCustomer().getFirst().last()).isEqualTo(date(2));
        Relationship gone = known(after(5, votes, run(0, 9)));
        assertThat(gone.kind()).isEqualTo(Kind.UNKNOWN);
        Relationship turned = known(after(6, after(5, votes, run(0, 9)), run(0, 9)));
        assertThat(turned.kind()).isEqualTo(Kind.PROVIDER);
        assertThat(turned.since()).isEqualTo(date(6));
    }

    @Test
    void threeWaysAreEnoughTwoAreNotAndOneInTwentyMaySayTheOpposite() {
        assertThat(known(after(0, Votes.NONE, run(2, 0))).reason()).isEqualTo(Reason.TOO_FEW_PATHS);
        assertThat(known(after(0, Votes.NONE, run(19, 1))).kind()).isEqualTo(Kind.CUSTOMER);
        assertThat(known(after(0, Votes.NONE, run(18, 1))).reason()).isEqualTo(Reason.BOTH_WAYS);
        assertThat(known(after(0, Votes.NONE, run(0, 0))).reason()).isEqualTo(Reason.NO_PATH);
        assertThat(new Tally(0, 5).enough()).isFalse();
        assertThat(new Tally(0, 6).enough()).isTrue();
    }

    @Test
    void twoTransitFreeNetworksArePeers() {
        Relationship peers = new Relationships(TOPS, List.of(), Attested.NOTHING).of(new Asn(1), new Asn(2));
        assertThat(peers.kind()).isEqualTo(Kind.PEER);
        assertThat(peers.reason()).isEqualTo(Reason.BOTH_TRANSIT_FREE);
    }

    @Test
    void tablesThatDifferLeaveItUnknown() {
        Votes one = after(0, Votes.NONE, run(5, 0));
        Votes another = after(0, Votes.NONE, run(0, 5));
        assertThat(known(one, another).reason()).isEqualTo(Reason.TABLES_DIFFER);
        assertThat(known(one, after(0, Votes.NONE, run(2, 0))).kind()).isEqualTo(Kind.CUSTOMER);
        assertThat(known(one, one).asCustomer()).hasSize(2);
    }

    @Test
    void theCustomersOwnWordDecidesAtOnce() {
        Attested yes = (customer, provider) ->
                customer.equals(CUSTOMER) ? Optional.of(provider.equals(PROVIDER)) : Optional.empty();
        Attested no = (customer, provider) -> customer.equals(CUSTOMER) ? Optional.of(false) : Optional.empty();
        assertThat(known(yes).kind()).isEqualTo(Kind.CUSTOMER);
        assertThat(known(yes).reason()).isEqualTo(Reason.ATTESTED);
        assertThat(known(yes, after(0, Votes.NONE, run(0, 9))).kind()).isEqualTo(Kind.CUSTOMER);
        Relationship denied = known(no, after(0, Votes.NONE, run(9, 0)));
        assertThat(denied.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(denied.reason()).isEqualTo(Reason.DENIED);
    }

    @Test
    void whatNothingSpeaksForIsForgottenAfterThirtyDaysUnlessItIsInForce() {
        Votes votes = after(0, Votes.NONE, run(0, 0), run(2, 0));
        assertThat(after(31, votes, run(0, 0)).size()).isEqualTo(votes.size());
        assertThat(after(32, votes, run(0, 0)).size()).isZero();
    }
}
