/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openpeering.benchmarks.CpuAccount.Machine;

class CpuAccountTest {
    private static final String STAT =
            "7459 (a) b (c) R 1 1 1 0 -1 4194304 101 0 0 0 50 6 700 80 20 0 1 0 50945 3133440";

    @Test
    void theNameOfAProcessMayHoldSpacesAndBrackets() {
        assertThat(CpuAccount.used(STAT, 2)).isEqualTo(560);
    }

    @Test
    void childrenThatHaveEndedCountWhenAskedFor() {
        assertThat(CpuAccount.used(STAT, 4)).isEqualTo(8360);
    }

    @Test
    void waitingForDisksIsNotBusyAndInterruptsAreNobodys() {
        assertThat(Machine.parse("cpu  100 1 20 500 30 4 6 3 99 0")).isEqualTo(new Machine(6640, 1340, 1240));
    }

    @Test
    void whatNoPartHasUsedIsThatOfOthers() {
        CpuAccount before = account(1_000, 500, new Machine(10_000, 4_000, 3_000));
        CpuAccount after = account(1_400, 600, new Machine(12_000, 5_500, 4_300));

        CpuAccount used = after.since(before);

        assertThat(used.busyShare()).isEqualTo(0.75);
        assertThat(used.othersShare()).isEqualTo(0.4);
        assertThat(used.suiteMillis()).isEqualTo(400);
        assertThat(used.perOne(100)).isEqualTo("prefix 4.00, load generator 1.00");
        assertThat(used.verdict())
                .isEqualTo("machine 75 % busy, 40 % by other processes: DISTURBED, the times mean little");
    }

    @Test
    void aMachineThatTheSuiteKeepsBusyIsSaturated() {
        CpuAccount used = account(1_500, 400, new Machine(2_000, 1_900, 1_900));

        assertThat(used.verdict())
                .isEqualTo("machine 95 % busy, 0 % by other processes: SATURATED, the times mean little");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void countsThisProgram() {
        CpuAccount now = CpuAccount.now(Map.of("this", ProcessHandle.current().pid()));

        assertThat(now.millis("this")).isPositive();
        assertThat(now.millis(CpuAccount.LOAD_GENERATOR)).isPositive();
        assertThat(now.machine().busy()).isPositive().isLessThan(now.machine().all());
    }

    private static CpuAccount account(long prefix, long generator, Machine machine) {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("prefix", prefix);
        parts.put(CpuAccount.LOAD_GENERATOR, generator);
        return new CpuAccount(parts, machine);
    }
}
