/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs a benchmark against a suite that it starts.
 *
 * <p>Exit codes: 0 when there are figures, however good; 1 when something did not work or a thread of an event loop was
 * blocked; 2 when an option does not fit.
 */
final class Program {
    /** What is measured. */
    interface Benchmark {
        void run(Suite suite, Options options) throws SQLException;
    }

    private Program() {}

    static void run(String[] arguments, String sizeOption, int usualSize, Benchmark benchmark)
            throws IOException, SQLException {
        Options options;
        try {
            options = Options.parse(arguments, sizeOption, usualSize);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Report report = new Report();
        List<String> blocked;
        try (Suite suite = Suite.start(options.suite(), report)) {
            benchmark.run(suite, options);
            blocked = BlockedThreads.in(suite.logs());
        }
        report.line("warnings of a blocked thread: %d", blocked.size());
        report.figure("warnings of a blocked thread", blocked.size());
        if (options.figures() != null) {
            report.write(options.figures());
        }
        if (!blocked.isEmpty()) {
            blocked.forEach(System.out::println);
            System.exit(1);
        }
    }
}
