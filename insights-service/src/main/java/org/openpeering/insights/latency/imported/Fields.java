/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.insights.latency.Sketch;

/** Members of measurements, refused by name. */
final class Fields {
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int SHOWN = 64;

    private Fields() {}

    static IpAddress address(String name, String text) throws Fault {
        try {
            return IpAddress.parse(text);
        } catch (MalformedValueException e) {
            throw new Fault("'" + name + "' is no IP address: " + shown(text));
        }
    }

    /** Seconds of the epoch, or RFC 3339. */
    static Instant time(String name, String text) throws Fault {
        try {
            if (!text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
                double seconds = Double.parseDouble(text);
                if (seconds > LAST_SECOND) {
                    throw new Fault("'" + name + "' is not in seconds of the epoch: " + shown(text));
                }
                long micros = Math.round(seconds * 1e6);
                return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw new Fault("'" + name + "' is neither seconds of the epoch nor a time of RFC 3339: " + shown(text));
        }
    }

    /** In microseconds, of milliseconds. */
    static long millis(String name, JsonNode value) throws Fault {
        if (!value.isNumber()) {
            throw new Fault("'" + name + "' is not a number: " + shown(value.toString()));
        }
        return micros(name, value.asDouble() * 1000);
    }

    static long micros(String name, double micros) throws Fault {
        if (!(micros >= 0 && micros <= Sketch.HIGHEST_MICROS)) {
            throw new Fault("'" + name + "' is not between 0 and 60 s: " + micros / 1000 + " ms");
        }
        return Math.round(micros);
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "…'";
    }
}
