/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines on standard error: time, level, text. Who collects them adds the rest. No secret is ever given to it. */
public final class Log {
    private Log() {}

    public static void info(String text) {
        line("INFO", text);
    }

    public static void warn(String text) {
        line("WARN", text);
    }

    private static void line(String level, String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + level + " " + clean);
    }
}
