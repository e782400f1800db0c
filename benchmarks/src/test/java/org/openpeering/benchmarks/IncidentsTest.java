/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.benchmarks.Incidents.Incident;

class IncidentsTest {
    @Test
    void aPauseEndsWhenItIsLogged() {
        List<String> log = List.of(
                "[2026-03-01T10:00:00.286+0000] Safepoint \"SerialCollect\", Time since last: 773137842 ns, "
                        + "Reaching safepoint: 2904 ns, At safepoint: 35257503 ns, Leaving safepoint: 21482 ns, "
                        + "Total: 36000000 ns, Threads: 0 runnable, 10 total",
                "[2026-03-01T10:00:00.870+0000] Safepoint \"ICBufferFull\", Time since last: 577660316 ns, "
                        + "Reaching safepoint: 3535 ns, At safepoint: 6118758 ns, Leaving safepoint: 2894 ns, "
                        + "Total: 6125187 ns, Threads: 0 runnable, 10 total");

        assertThat(Incidents.pauses("prefix", log))
                .containsExactly(new Incident(
                        "prefix paused for 36 ms (SerialCollect)",
                        Instant.parse("2026-03-01T10:00:00.250Z"),
                        Instant.parse("2026-03-01T10:00:00.286Z")));
    }

    @Test
    void aCheckpointLastsUntilItIsComplete() {
        List<String> log = List.of(
                "2026-03-01 10:00:00.100 UTC [123] LOG:  checkpoint starting: time",
                "2026-03-01 10:00:01.000 UTC [123] LOG:  something else",
                "2026-03-01 10:00:04.500 UTC [123] LOG:  checkpoint complete: wrote 44 buffers (0.3%)",
                "2026-03-01 10:05:00.100 UTC [123] LOG:  checkpoint starting: wal");

        assertThat(Incidents.checkpoints(log, ZoneOffset.UTC))
                .containsExactly(
                        new Incident(
                                "checkpoint (time)",
                                Instant.parse("2026-03-01T10:00:00.100Z"),
                                Instant.parse("2026-03-01T10:00:04.500Z")),
                        new Incident("checkpoint (wal)", Instant.parse("2026-03-01T10:05:00.100Z"), Instant.MAX));
    }
}
