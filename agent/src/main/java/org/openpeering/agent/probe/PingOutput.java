/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ping} of iputils, busybox and the BSDs say. Of what it can't make out it takes nothing. Pure. */
final class PingOutput {
    private static final Pattern ANSWER =
            Pattern.compile("(?:icmp_)?seq[= ](\\d{1,9})\\b.*?\\btime[=<] ?(\\d{1,9}(?:\\.\\d{1,9})?) ?(us|ms|s)?\\b");
    private static final Pattern SUMMARY = Pattern.compile("(\\d{1,9}) packets transmitted");

    private PingOutput() {}

    /** @param count how many were to be sent, where the output does not say it */
    static Measured read(String text, int count) {
        List<Long> trips = new ArrayList<>();
        Set<String> answered = new HashSet<>();
        int sent = -1;
        boolean unreachable = false;
        for (String line : text.lines().toList()) {
            Matcher answer = ANSWER.matcher(line);
            Matcher summary = SUMMARY.matcher(line);
            if (answer.find()) {
                if (!line.contains("DUP!") && answered.add(answer.group(1)) && trips.size() < count) {
                    trips.add(Trips.micros(answer.group(2), answer.group(3)));
                }
            } else if (summary.find()) {
                sent = Integer.parseInt(summary.group(1));
            } else if (line.contains("nreachable")) {
                unreachable = true;
            }
        }
        if (sent < 0 && trips.isEmpty() && !unreachable) {
            return Measured.failed(count, Failure.NOT_ABLE);
        }
        int asked = Math.clamp(sent, trips.size(), Math.max(trips.size(), count));
        boolean lost = trips.size() < asked;
        return new Measured(asked, trips, List.of(), lost ? unreachable ? Failure.UNREACHABLE : Failure.TIMEOUT : null);
    }
}
