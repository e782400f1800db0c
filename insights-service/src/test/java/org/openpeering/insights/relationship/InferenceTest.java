/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.relationship.Inference.Bounds;
import org.openpeering.insights.relationship.Inference.Source;

class InferenceTest {
    private static final Bounds ROOMY = new Bounds(100_000, 100_000);
    private static final Set<Asn> TOPS = Set.of(new Asn(1), new Asn(2), new Asn(3));

    @Property(tries = 300)
    void whereAllPathsGoUpAcrossAndDownNoNetworkIsTakenForWhatItIsNot(@ForAll long seed) {
        Topology topology = new Topology(seed, 4, 60);
        Inference inference = new Inference(topology.transitFree(), ROOMY);
        for (int i = 0; i < 1500; i++) {
            inference.take(topology.path(), Source.ANYBODY);
            inference.take(topology.announced(), Source.PARTNER);
        }
        for (long link : inference.keys()) {
            if (!topology.customer(Link.customer(link), Link.provider(link))) {
                fail(
                        "AS%d is no customer of AS%d: %s",
                        Link.customer(link), Link.provider(link), Arrays.deepToString(inference.samples(link)));
            }
        }
        assertThat(inference.links()).isGreaterThan(50);
    }

    @Property(tries = 100)
    void aLeakOfTwoRunsChangesNothingThatIsInForce(@ForAll long seed) {
        Topology topology = new Topology(seed, 4, 60);
        int leaker = topology.leaker();
        Votes votes = Votes.NONE;
        for (int run = 0; run < 8; run++) {
            Inference inference = new Inference(topology.transitFree(), ROOMY);
            for (int i = 0; i < 1000; i++) {
                inference.take(topology.path(), Source.ANYBODY);
                int[] leaked = run == 3 || run == 4 ? topology.leaked(leaker) : null;
                if (leaked != null) {
                    inference.take(leaked, Source.ANYBODY);
                }
            }
            votes = Damping.next(votes, inference, DampingTest.day(run));
            for (int place = 0; place < votes.size(); place++) {
                Vote vote = votes.vote(place);
                if (vote.since() != null) {
                    assertThat(topology.customer((int) vote.customer().value(), (int)
                                    vote.provider().value()))
                            .as("%s", vote)
                            .isTrue();
                }
            }
        }
    }

    private static Inference of(String... paths) {
        Inference inference = new Inference(TOPS, ROOMY);
        for (String path : paths) {
            inference.take(Ways.of(AsPath.parse(path), Set.of(new Asn(900))), Source.ANYBODY);
        }
        return inference;
    }

    private static int ways(Inference inference, int customer, int provider) {
        return inference.tally(Link.of(customer, provider)).ways();
    }

    @Test
    void twoTransitFreeNetworksBesideEachOtherTellOfAllOtherSteps() {
        Inference inference = of("20 10 1 2 30 40");
        assertThat(ways(inference, 20, 10)).isOne();
        assertThat(ways(inference, 10, 1)).isOne();
        assertThat(ways(inference, 30, 2)).isOne();
        assertThat(ways(inference, 40, 30)).isOne();
        assertThat(inference.links()).isEqualTo(4);
    }

    @Test
    void ofOneAloneTheStepsBesideItMayBeAcross() {
        Inference inference = of("20 10 1 30 40");
        assertThat(ways(inference, 20, 10)).isOne();
        assertThat(ways(inference, 40, 30)).isOne();
        assertThat(inference.links()).isEqualTo(2);
    }

    @Test
    void aPathWithTwoTopsApartOrThreeInARowOrNoneOrALoopSaysNothing() {
        assertThat(of("20 1 30 2 40", "1 2 3 40", "1 2 40 3 50", "20 30 40", "20 1 2 30 40 30", "1 2 23456 40")
                        .links())
                .isZero();
    }

    @Test
    void aWayCountsOnceHoweverOftenItComesAndHoweverItIsPrepended() {
        Inference inference = of("1 2 30 40", "1 2 30 40", "1 1 2 900 30 64512 40 40 40");
        assertThat(ways(inference, 40, 30)).isOne();
        assertThat(inference.ways()).isOne();
    }

    @Test
    void whatIsBehindAnAsSetIsLeftOut() {
        assertThat(of("20 {10,11} 1 2 30 {40,41}").links()).isZero();
        assertThat(ways(of("20 {10,11} 1 2 30"), 30, 2)).isOne();
        assertThat(of("20 {10,11} 1 2 30").links()).isOne();
    }

    @Test
    void aPartnersAnnouncementsGoDownAndAreCountedApart() {
        Inference inference = new Inference(TOPS, ROOMY);
        inference.take(new int[] {20, 30, 40}, Source.PARTNER);
        inference.take(new int[] {20, 50}, Source.ANYBODY);
        inference.take(new int[] {20, 1, 60, 70}, Source.PARTNER);
        assertThat(inference.tally(Link.of(30, 20))).isEqualTo(new Tally(0, 1));
        assertThat(inference.tally(Link.of(40, 30))).isEqualTo(new Tally(0, 1));
        assertThat(inference.tally(Link.of(70, 60)))
                .as("a top is more than a partner")
                .isEqualTo(new Tally(1, 0));
        assertThat(inference.links()).isEqualTo(3);
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        Inference fewLinks = new Inference(TOPS, new Bounds(1, 100));
        fewLinks.take(new int[] {1, 2, 30, 40}, Source.ANYBODY);
        assertThat(fewLinks.links()).isOne();
        assertThat(fewLinks.left()).isOne();
        Inference fewWays = new Inference(TOPS, new Bounds(100, 1));
        fewWays.take(new int[] {1, 2, 30}, Source.ANYBODY);
        fewWays.take(new int[] {1, 2, 40}, Source.ANYBODY);
        assertThat(fewWays.links()).isOne();
        assertThat(fewWays.left()).isOne();
    }

    @Test
    void threePathsAreKeptAsSamples() {
        Inference inference = of("1 2 30 40", "1 2 30 41", "1 3 2 30", "3 2 30 42", "3 1 30 43", "2 1 30 44");
        assertThat(inference.samples(Link.of(30, 2)))
                .isDeepEqualTo(new int[][] {{1, 2, 30, 40}, {1, 2, 30, 41}, {3, 2, 30, 42}});
        assertThat(inference.samples(Link.of(44, 30))).isDeepEqualTo(new int[][] {{2, 1, 30, 44}});
    }

    @Test
    void numbersBeyondTheSignedOnesAreKeptApart() {
        Inference inference = of("1 2 4199999999 5");
        Votes votes = Damping.next(Votes.NONE, inference, DampingTest.day(0));
        assertThat(votes.vote(votes.find(Link.of(new Asn(4_199_999_999L), new Asn(2))))
                        .customer())
                .isEqualTo(new Asn(4_199_999_999L));
        Relationships known = new Relationships(TOPS, Set.of(votes), Relationships.Attested.NOTHING);
        assertThat(known.beside(new Asn(4_199_999_999L), null, 10)).containsExactly(new Asn(2), new Asn(5));
    }
}
