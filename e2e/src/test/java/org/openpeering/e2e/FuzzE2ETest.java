/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.e2e.fuzz.Fuzz;
import org.openpeering.e2e.fuzz.Scene;

/**
 * Whatever is asked, and however wrongly: no 5xx, no empty or foreign error body, no answer after five seconds. System
 * properties {@code fuzz.requests}, {@code fuzz.seed} and {@code fuzz.only}, which {@code e2e/fuzz} sets, say how much and
 * what again.
 */
@WithStack
@Order(75)
class FuzzE2ETest {
    private static final int USUAL = 3_000;
    /** The same in every {@code ./test}, which judges a change and no luck; {@code e2e/fuzz} draws one. */
    private static final long USUAL_SEED = 678_336;

    private static final int SHOWN = 25;

    private final StackUnderTest stack;

    FuzzE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void everyAnswerIsOneThatTheContractKnows() {
        int requests = Integer.getInteger("fuzz.requests", USUAL);
        long seed = Long.getLong(
                "fuzz.seed",
                requests == USUAL ? USUAL_SEED : ThreadLocalRandom.current().nextLong(1_000_000));
        Integer only = Integer.getInteger("fuzz.only");
        System.out.println("[fuzz] seed " + seed + ", requests " + requests);
        try (Scene scene = new Scene(stack.api(), stack.bmp())) {
            Fuzz fuzz = new Fuzz(stack.api(), stack.gateway(), stack.caFile(), seed, scene.bindings());
            fuzz.begin();
            long begin = System.nanoTime();
            if (only == null) {
                fuzz.run(requests);
            } else {
                fuzz.runOnly(only);
            }
            long millis = (System.nanoTime() - begin) / 1_000_000;
            List<String> wrong = new ArrayList<>(fuzz.tally().wrong("again: e2e/fuzz --seed " + seed + " --only %d"));
            if (only == null) {
                wrong.addAll(0, fuzz.missing());
            }
            report(fuzz, seed, requests, millis, wrong);
            assertThat(wrong.subList(0, Math.min(SHOWN, wrong.size())))
                    .as("%d kinds of wrong answers, all in target/fuzz-report.md, seed %d", wrong.size(), seed)
                    .isEmpty();
        }
    }

    private static void report(Fuzz fuzz, long seed, int requests, long millis, List<String> wrong) {
        String title = requests + " requests of seed " + seed + " in " + millis + " ms";
        fuzz.tally().write(Path.of("target", "fuzz-report.md"), title, wrong);
        Report.figure("fuzz", "run", title);
        Report.figure("fuzz", "answers by status", fuzz.tally().statuses().toString());
        Report.figure("fuzz", "slowest answer", fuzz.tally().slowest() + " ms");
    }
}
