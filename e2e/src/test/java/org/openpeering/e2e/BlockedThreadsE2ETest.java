/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * No event loop of a service waited for anything while the tests before this one ran. Vert.x looks once a second and logs
 * where a loop stands that has not come back for longer; on a busy machine that may be anywhere, but a loop that waits
 * stands in a wait.
 */
@WithStack
@Order(1000)
class BlockedThreadsE2ETest {
    private static final Pattern WAITS = Pattern.compile(
            "LockSupport\\.park|Object\\.wait|Thread\\.sleep|CompletableFuture\\.(get|join)|SocketDispatcher\\.read|UniBlockingAwait");

    private final StackUnderTest stack;

    BlockedThreadsE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    void noEventLoopWaited() {
        List<String> waiting = new ArrayList<>();
        int reports = 0;
        for (String service : List.of("partner", "prefix", "insights", "gateway")) {
            for (String report : blocked(stack.log(service))) {
                reports++;
                if (waitsOfUs(report)) {
                    waiting.add(service + ": " + report);
                }
            }
        }
        Report.figure("event loops", "reports of a loop that was away for over a second", Integer.toString(reports));

        assertThat(waiting).isEmpty();
    }

    /** Apart from the first use of a bean, which whoever comes meanwhile waits for. */
    private static boolean waitsOfUs(String report) {
        return WAITS.matcher(report).find()
                && report.contains("org.openpeering")
                && !report.contains("io.quarkus.arc.impl");
    }

    /** Each with its stack. */
    private static List<String> blocked(String log) {
        List<String> reports = new ArrayList<>();
        String[] lines = log.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains("has been blocked for")) {
                StringBuilder report = new StringBuilder(lines[i]);
                while (i + 1 < lines.length && (lines[i + 1].startsWith("\tat ") || lines[i + 1].isBlank())) {
                    report.append('\n').append(lines[++i]);
                }
                reports.add(report.toString());
            }
        }
        return reports;
    }
}
