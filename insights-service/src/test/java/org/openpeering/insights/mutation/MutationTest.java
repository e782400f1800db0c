/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.mrt.MrtBytes;

/** A few of what {@link Mutations} does at length. */
class MutationTest {
    private static final long SEED = 20260504;

    @ParameterizedTest
    @CsvSource({"open, 20000", "update, 60000", "bmp, 30000", "mrt, 30000", "packed, 500"})
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingThatIsDoneToItsInputBreaksADecoder(String name, int count) throws IOException {
        Trial.Kind decoder = Trial.Kind.all().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
        Mutations mutations = new Mutations(decoder, SEED);

        mutations.run(0, count);

        assertThat(mutations.inputs()).isEqualTo(count);
        assertThat(mutations.refused()).as("neither all good nor all bad").isBetween(1L, count - 1L);
    }

    @Property(tries = 2_000)
    void anyBodyOfAnyRecordIsReadWithoutAnException(
            @ForAll @IntRange(min = 12, max = 17) int type,
            @ForAll @IntRange(max = 13) int subtype,
            @ForAll @Size(max = 200) byte[] body) {
        byte[] recording = BgpBytes.concat(MrtBytes.peers(), MrtBytes.record(type, subtype, body));

        assertThat(new MrtTrial()
                        .read(new java.io.ByteArrayInputStream(recording))
                        .records())
                .isEqualTo(2);
    }
}
