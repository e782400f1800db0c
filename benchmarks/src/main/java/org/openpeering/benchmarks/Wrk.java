/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpeering.stack.process.Commands;

/** Closed loop over connections that stay open, by the program {@code wrk} in one thread. */
record Wrk(int connections, String token) {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([0-9.]+)(ms|s|m)\\b");
    private static final Pattern WRONG = Pattern.compile("(?:Non-2xx or 3xx responses|Socket errors): .*");
    private static final Map<String, Double> SECONDS = Map.of("ms", 1e-3, "s", 1.0, "m", 60.0);

    /** Requests and the time that they took. */
    record Count(long requests, double seconds) {
        double perSecond() {
            return requests / seconds;
        }
    }

    /** Throws when an answer is no success. */
    Count run(URI target, Duration duration) {
        return read(Commands.run(
                List.of(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + duration.toSeconds() + "s",
                        "--timeout",
                        "20s",
                        "-H",
                        "Authorization: Bearer " + token,
                        target.toString()),
                Map.of()));
    }

    static Count read(String printed) {
        Matcher wrong = WRONG.matcher(printed);
        if (wrong.find()) {
            throw new IllegalStateException("wrk: " + wrong.group());
        }
        Matcher requests = REQUESTS.matcher(printed);
        if (!requests.find()) {
            throw new IllegalStateException("wrk printed no number of requests:\n" + printed);
        }
        double unit = Objects.requireNonNull(SECONDS.get(requests.group(3)));
        return new Count(Long.parseLong(requests.group(1)), Double.parseDouble(requests.group(2)) * unit);
    }
}
