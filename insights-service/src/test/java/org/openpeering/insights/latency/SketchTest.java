/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SketchTest {
    private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    /** Shapes of round trips: one path, two paths, queues, losses of a whole second, heavy tails, hardly any, any at all. */
    private enum Shape {
        CONSTANT,
        NORMAL,
        TWO_PATHS,
        EXPONENTIAL,
        PARETO,
        TIMEOUTS,
        UNIFORM,
        LOG_UNIFORM;

        long next(Random random, double scale) {
            return (long)
                    switch (this) {
                        case CONSTANT -> scale;
                        case NORMAL -> scale + random.nextGaussian() * scale / 20;
                        case TWO_PATHS -> (random.nextBoolean() ? scale : 3 * scale) + random.nextDouble() * 100;
                        case EXPONENTIAL -> scale - Math.log(1 - random.nextDouble()) * scale;
                        case PARETO -> scale / Math.pow(1 - random.nextDouble(), 1 / 1.2);
                        case TIMEOUTS -> random.nextInt(50) == 0 ? scale + 1_000_000 : scale + random.nextInt(500);
                        case UNIFORM -> random.nextDouble() * scale;
                        case LOG_UNIFORM -> Math.exp(random.nextDouble() * Math.log(Sketch.HIGHEST_MICROS));
                    };
        }
    }

    @Property(tries = 400)
    void quantilesAreAtMostOnePercentBesideTheExactOnes(
            @ForAll Shape shape,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20_000) int count,
            @ForAll @LongRange(min = 20, max = 1_000_000) long scale) {
        Random random = new Random(seed);
        long[] values = new long[count];
        Sketch sketch = new Sketch();
        for (int i = 0; i < count; i++) {
            values[i] = shape.next(random, scale);
            sketch.add(values[i]);
        }
        near(sketch, values);
        Sketch read = new Sketch();
        read.add(sketch.bytes());
        near(read, values);
    }

    private static void near(Sketch sketch, long[] values) {
        long[] sorted = Arrays.stream(values).map(Sketch::within).sorted().toArray();
        for (double q : QUANTILES) {
            double exact = sorted[(int) (q * (sorted.length - 1))];
            assertThat(sketch.quantile(q)).isCloseTo(exact, Percentage.withPercentage(1.000001));
        }
    }

    @Property(tries = 200)
    void theMergedPartsAreTheWhole(@ForAll("parts") List<List<Long>> parts) {
        Sketch whole = new Sketch();
        Sketch merged = new Sketch();
        Sketch read = new Sketch();
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        for (List<Long> each : parts) {
            Sketch part = new Sketch();
            each.forEach(part::add);
            each.forEach(whole::add);
            merged.add(part);
            read.add(part.bytes());
            behind.writeBytes(part.bytes());
        }
        // As the database adds up.
        Sketch atOnce = new Sketch();
        if (!parts.isEmpty()) {
            atOnce.add(behind.toByteArray());
        }
        assertThat(atOnce.bytes()).isEqualTo(whole.bytes());
        assertThat(merged.bytes()).isEqualTo(whole.bytes());
        assertThat(read.bytes()).isEqualTo(whole.bytes());
        assertThat(read.count()).isEqualTo(whole.count());
    }

    @Provide
    Arbitrary<List<List<Long>>> parts() {
        return Arbitraries.longs()
                .between(-5, 2 * Sketch.HIGHEST_MICROS)
                .list()
                .ofMaxSize(200)
                .list()
                .ofMaxSize(12);
    }

    @Test
    void isNeverLargerThanTheRangeAllows() {
        Sketch sketch = new Sketch();
        for (double value = 1; value < 1e9; value *= 1.001) {
            sketch.add((long) value);
        }
        assertThat(sketch.bytes().length).isLessThan(3_200);
    }

    @Test
    void aMinuteOfOnePathIsSmall() {
        Random random = new Random(7);
        Sketch sketch = new Sketch();
        for (int i = 0; i < 120; i++) {
            sketch.add((long) (20_000 + random.nextGaussian() * 600));
        }
        assertThat(sketch.bytes().length).isLessThan(40);
    }

    @Test
    void aSketchOfAnotherVersionIsNotGuessedAt() {
        byte[] bytes = new Sketch().bytes();
        bytes[0] = 2;
        assertThatThrownBy(() -> new Sketch().add(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void rowsAddUpToTheWhole(@ForAll("parts") List<List<Long>> parts) {
        Measured sum = new Measured();
        long received = 0;
        List<Long> all = new ArrayList<>();
        for (List<Long> each : parts) {
            Measured part = new Measured();
            part.add(each.size() + 1, each.stream().mapToLong(Long::longValue).toArray());
            sum.add(part.row());
            received += each.size();
            each.forEach(value -> all.add(Sketch.within(value)));
        }
        LatencySummary summary = sum.summary();
        assertThat(summary.samples()).isEqualTo(parts.size());
        assertThat(summary.sent()).isEqualTo(received + parts.size());
        assertThat(summary.received()).isEqualTo(received);
        if (received == 0) {
            assertThat(summary.p50()).isNull();
            assertThat(summary.mean()).isNull();
        } else {
            assertThat(summary.min()).isEqualTo(all.stream().min(Long::compare).orElseThrow() / 1000.0);
            assertThat(summary.max()).isEqualTo(all.stream().max(Long::compare).orElseThrow() / 1000.0);
            assertThat(summary.mean())
                    .isCloseTo(
                            all.stream().mapToLong(Long::longValue).average().orElseThrow() / 1000,
                            Percentage.withPercentage(0.001));
        }
        assertThat(sum.row())
                .usingRecursiveComparison()
                .isEqualTo(again(sum.row()).row());
    }

    private static Measured again(Measured.Row row) {
        Measured measured = new Measured();
        measured.add(row);
        return measured;
    }

    @Test
    void jitterIsTheMeanDifferenceOfNeighboursAndLossWhatWasNotAnswered() {
        Measured measured = new Measured();
        measured.add(4, new long[] {10_000, 12_000, 11_000});
        measured.add(3, new long[] {});
        LatencySummary summary = measured.summary();
        assertThat(summary.jitter()).isEqualTo(1.5);
        assertThat(summary.loss()).isEqualTo(4 / 7.0, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(summary.samples()).isEqualTo(2);
    }

    @Test
    void whatWasNotAnsweredAtAllIsNotZero() {
        Measured measured = new Measured();
        measured.add(3, new long[] {});
        assertThat(measured.summary().min()).isNull();
        assertThat(measured.summary().p99()).isNull();
        assertThat(measured.summary().jitter()).isNull();
        assertThat(measured.summary().loss()).isEqualTo(1.0);
        assertThat(LatencySummary.NOTHING.loss()).isNull();
    }
}
