/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.demo.Demonstration;

/** The demonstration of {@code ./start --demo}, once on an empty suite and once on what it left. */
@WithStack
@Order(10)
class DemoE2ETest {
    private final StackUnderTest stack;

    DemoE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    @Order(1)
    void theDemonstrationPlaysToItsEnd() {
        long begin = System.nanoTime();
        assertThat(played()).contains("[9/9]").contains("is Verified").contains("curl -s --cacert");
        Report.figure("demonstration", "first run", (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    @Test
    @Order(2)
    void itPlaysAgainOnWhatItLeft() {
        long begin = System.nanoTime();
        assertThat(played()).contains("[9/9]").contains("The demonstration is complete");
        Report.figure("demonstration", "second run", (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private String played() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                Demonstration _ = Demonstration.run(stack.gateway(), stack.realm(), stack.bmp(), stack.caFile(), out)) {
            return bytes.toString(StandardCharsets.UTF_8);
        } finally {
            System.out.println(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
