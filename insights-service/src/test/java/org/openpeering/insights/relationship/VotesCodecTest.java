/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.relationship.Inference.Bounds;
import org.openpeering.insights.relationship.Inference.Source;

class VotesCodecTest {
    private static final Set<Asn> TOPS = Set.of(new Asn(1), new Asn(2));

    private static Votes votes(int networks, int day) {
        Inference inference = new Inference(TOPS, new Bounds(500_000, 500_000));
        Random random = new Random(networks);
        for (int i = 0; i < networks; i++) {
            inference.take(new int[] {1, 2, 100 + i % 7, 1000 + random.nextInt(), 5000 + i}, Source.ANYBODY);
        }
        return Damping.next(Votes.NONE, inference, DampingTest.day(day));
    }

    private static List<Vote> all(Votes votes) {
        return IntStream.range(0, votes.size()).mapToObj(votes::vote).toList();
    }

    private static Votes part(Votes votes, int part) {
        return VotesCodec.decode(VotesCodec.encode(votes, part), DampingTest.day(0), votes.runs(), votes.left());
    }

    @Test
    void partsThatHaveComeInAnyOrderAreWhatWasTold() {
        Votes votes = votes(2000, 0);
        VoteParts parts = new VoteParts();
        List<Votes> whole = new ArrayList<>();
        for (int part = VotesCodec.PARTS - 1; part >= 0; part--) {
            parts.take(part, part(votes, part)).ifPresent(whole::add);
        }
        assertThat(whole).hasSize(1);
        assertThat(all(whole.getFirst())).isEqualTo(all(votes)).hasSizeGreaterThan(3000);
        assertThat(whole.getFirst().runs()).isOne();
    }

    @Test
    void aRunCountsWhenAllOfItHasComeAndAtTheBeginWhatThereIs() {
        Votes before = votes(50, 0);
        Votes after = votes(60, 1);
        VoteParts parts = new VoteParts();
        for (int part = 0; part < VotesCodec.PARTS; part++) {
            parts.take(part, part(before, part));
        }
        Votes first = VotesCodec.decode(VotesCodec.encode(after, 0), DampingTest.day(1), 2, 0);
        assertThat(parts.take(0, first)).isEmpty();
        assertThat(parts.take(0, part(before, 0))).as("late").isEmpty();
        assertThat(parts.mixed().map(Votes::at)).isEqualTo(Optional.of(DampingTest.day(1)));
        assertThat(new VoteParts().mixed()).isEmpty();
    }

    @Test
    void aPartIsNoLongerThanAMessageMayBe() {
        Inference inference = new Inference(TOPS, new Bounds(500_000, 500_000));
        for (int i = 0; i < 40_000; i++) {
            inference.take(new int[] {1, 2, 3_000_000 + i, 64 * (i + 100_000)}, Source.ANYBODY);
        }
        Votes votes = Damping.next(Votes.NONE, inference, DampingTest.day(0));
        byte[] bytes = VotesCodec.encode(votes, 0);
        assertThat(bytes.length).isLessThanOrEqualTo(VotesCodec.LONGEST);
        assertThat(part(votes, 0).size()).isGreaterThan(30_000);
    }

    @Test
    void whatIsNoneIsRefused() {
        byte[] bytes = VotesCodec.encode(votes(300, 0), 40);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> VotesCodec.decode(cut, DampingTest.day(0), 1, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] later = bytes.clone();
        later[0] = 2;
        assertThatThrownBy(() -> VotesCodec.decode(later, DampingTest.day(0), 1, 0))
                .hasMessageContaining("another version");
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] other = bytes.clone();
            other[random.nextInt(other.length)] = (byte) random.nextInt();
            try {
                VotesCodec.decode(other, DampingTest.day(0), 1, 0);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
