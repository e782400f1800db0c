/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

/** A stretch of work: what it costs each part for one of what is done, and how busy the machine is with it. */
final class Phase {
    private final Suite suite;
    private final String name;
    private final CpuAccount before;

    private Phase(Suite suite, String name) {
        this.suite = suite;
        this.name = name;
        this.before = suite.cpu();
    }

    static Phase begin(Suite suite, String name) {
        return new Phase(suite, name);
    }

    /**
     * Reports what the work has cost since the begin.
     *
     * @param unit one of what was done
     */
    CpuAccount end(String unit, long count) {
        CpuAccount used = suite.cpu().since(before);
        Report report = suite.report();
        report.line("  CPU per %s, ms: %s", unit, used.perOne(count));
        report.line("  %s", used.verdict());
        used.parts()
                .forEach((part, millis) ->
                        report.figure(name + ": CPU per " + unit + ", " + part + ", ms", (double) millis / count));
        report.figure(name + ": CPU per " + unit + ", suite, ms", (double) used.suiteMillis() / count);
        report.figure(name + ": other processes, % of the machine", 100 * used.othersShare());
        return used;
    }
}
