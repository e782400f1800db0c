/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.insights.collector.TableStatus;
import org.openpeering.insights.gap.Trouble;

/** Since when nobody looked. */
class AttendanceTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Attendance.Patience PATIENCE =
            new Attendance.Patience(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(600));

    private static Attendance left(@Nullable Instant before) {
        return new Attendance(PATIENCE, before, _ -> {});
    }

    private static Optional<Trouble> at(Attendance attendance, long seconds, List<TableStatus> tables) {
        return attendance.trouble(START.plusSeconds(seconds), Set.of(), tables);
    }

    @Test
    void whatNobodySawIsATroubleUntilRoutersHaveHadTheirTime() {
        Instant before = START.minusSeconds(3_600);
        Attendance attendance = left(before);
        assertThat(at(attendance, 0, List.of())).hasValueSatisfying(trouble -> {
            assertThat(trouble.since()).isEqualTo(before);
            assertThat(trouble.cause()).isEqualTo(CollectorGap.Cause.UNATTENDED);
            assertThat(trouble.prefixes()).as("all of them").isEmpty();
        });
        assertThat(at(attendance, 59, List.of())).isPresent();
        assertThat(at(attendance, 60, List.of())).isEmpty();
        assertThat(at(attendance, 61, coming())).as("that is another matter").isEmpty();
    }

    @Test
    void itGoesOnWhileTablesAreComingAndNotForEver() {
        Attendance attendance = left(START.minusSeconds(3_600));
        assertThat(at(attendance, 0, coming())).isPresent();
        assertThat(at(attendance, 599, coming())).isPresent();
        assertThat(at(attendance, 600, coming())).isEmpty();
    }

    @Test
    void aShortRestartIsNone() {
        assertThat(at(left(START.minusSeconds(30)), 0, List.of())).isEmpty();
        assertThat(at(left(null), 0, List.of())).as("the first start of all").isEmpty();
        assertThat(at(left(START.plusSeconds(3_600)), 0, List.of()))
                .as("another clock")
                .isEmpty();
    }

    @Test
    void aLifeThatFindsItOpenGoesOnWithIt() {
        Attendance next = left(START.minusSeconds(5));
        assertThat(next.trouble(START, Set.of("all"), List.of())).isPresent();
        assertThat(next.trouble(START.plusSeconds(60), Set.of("all"), List.of()))
                .isEmpty();
    }

    @Test
    void oneOfThoseAliveWritesItDownNowAndThen() {
        List<Instant> written = new ArrayList<>();
        Attendance attendance = new Attendance(PATIENCE, null, written::add);
        for (int second = 0; second < 25; second++) {
            attendance.attend(START.plusSeconds(second), second != 10);
        }
        assertThat(written).containsExactly(START, START.plusSeconds(11), START.plusSeconds(21));
    }

    @Test
    void whatNobodyWroteSaysNothing() {
        assertThat(Attendance.time("")).isNull();
        assertThat(Attendance.time("yesterday")).isNull();
        assertThat(Attendance.time(START.toString())).isEqualTo(START);
    }

    /** Of a router that has told of a session and not yet of its routes. */
    private static List<TableStatus> coming() {
        Collector collector = new Collector(CollectorSettings.DEFAULT, new Silent(), () -> START);
        BmpReceiver.Session router = collector.open(new RouterIdentity("edge-1"));
        byte[] up = BmpBytes.peerUp(
                BmpBytes.Peer.of("192.0.2.1", 64496),
                START.getEpochSecond(),
                40_000,
                BgpBytes.modernOpen(65001, 0),
                BgpBytes.modernOpen(64496, 0));
        router.receive(new BmpDecoder().decode(up, 0, up.length), Micros.of(START));
        return collector.tables();
    }
}
