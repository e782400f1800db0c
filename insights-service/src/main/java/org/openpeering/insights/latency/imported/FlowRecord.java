/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;

/**
 * Round trips of TCP as routers, hosts or collectors of flows export them, in the format of {@code docs/latency.md}: an object a
 * line, or CSV with a line of names.
 */
final class FlowRecord {
    private static final Set<String> NAMES = Set.of("id", "time", "site", "address", "rttmicros", "sent");

    /** A number that is written without an exponent. */
    private static final double LARGEST = 1e15;

    private FlowRecord() {}

    static Foreign read(JsonNode flow) throws Fault {
        if (!flow.isObject()) {
            throw new Fault("It is not an object.");
        }
        JsonNode rtt = flow.path("rttMicros");
        List<Long> rtts = new ArrayList<>();
        if (rtt.isArray()) {
            for (JsonNode each : rtt) {
                rtts.add(micros(each));
            }
        } else if (!rtt.isMissingNode()) {
            rtts.add(micros(rtt));
        }
        return of(
                text(flow, "id"),
                text(flow, "time"),
                text(flow, "site"),
                text(flow, "address"),
                rtts,
                text(flow, "sent"));
    }

    private static long micros(JsonNode value) throws Fault {
        if (!value.isNumber()) {
            throw new Fault("'rttMicros' is not a number: " + Fields.shown(value.toString()));
        }
        return Fields.micros("rttMicros", value.asDouble());
    }

    private static @Nullable String text(JsonNode flow, String name) {
        JsonNode value = flow.path(name);
        if (value.isFloatingPointNumber() && Math.abs(value.asDouble()) < LARGEST) {
            return BigDecimal.valueOf(value.asDouble()).toPlainString();
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** The places of names in a line of CSV. */
    static Map<String, Integer> header(String line) throws Fault {
        Map<String, Integer> places = new HashMap<>();
        String[] names = line.split(",", -1);
        for (int i = 0; i < names.length; i++) {
            String name = names[i].strip().toLowerCase(Locale.ROOT);
            if (!NAMES.contains(name)) {
                throw new Fault(
                        "The first line has to name the columns, of id, time, site, address, rttMicros and sent; "
                                + Fields.shown(names[i]) + " is none of them.");
            }
            if (places.put(name, i) != null) {
                throw new Fault("The column '" + name + "' is there twice.");
            }
        }
        for (String needed : List.of("time", "address", "rttMicros")) {
            if (!places.containsKey(needed.toLowerCase(Locale.ROOT))) {
                throw new Fault("The column '" + needed + "' is missing.");
            }
        }
        return places;
    }

    /** No value of ours needs a quote; several round trips are separated by blanks. */
    static Foreign read(Map<String, Integer> header, String line) throws Fault {
        String[] values = line.split(",", -1);
        if (values.length != header.size()) {
            throw new Fault("It has " + values.length + " values for " + header.size() + " columns.");
        }
        Map<String, String> fields = new HashMap<>();
        header.forEach((name, place) -> {
            String value = values[place].strip();
            if (!value.isEmpty()) {
                fields.put(name, value);
            }
        });
        List<Long> rtts = new ArrayList<>();
        for (String each : fields.getOrDefault("rttmicros", "").split(" +", -1)) {
            if (!each.isEmpty()) {
                rtts.add(micros(each));
            }
        }
        return of(
                fields.get("id"),
                fields.get("time"),
                fields.get("site"),
                fields.get("address"),
                rtts,
                fields.get("sent"));
    }

    private static long micros(String text) throws Fault {
        try {
            return Fields.micros("rttMicros", Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new Fault("'rttMicros' is not a number: " + Fields.shown(text));
        }
    }

    private static Foreign of(
            @Nullable String id,
            @Nullable String time,
            @Nullable String site,
            @Nullable String address,
            List<Long> rtts,
            @Nullable String sent)
            throws Fault {
        if (time == null || address == null) {
            throw new Fault("'" + (time == null ? "time" : "address") + "' is missing.");
        }
        Instant at = Fields.time("time", time);
        IpAddress target = Fields.address("address", address);
        int asked = sent == null ? rtts.size() : count(sent);
        if (asked < 1 || asked > LatencySample.MOST_ROUND_TRIPS || rtts.size() > asked) {
            throw new Fault("It has " + rtts.size() + " round trips and 'sent' " + asked + "; 1 to "
                    + LatencySample.MOST_ROUND_TRIPS + " are taken, and no more answers than were sent.");
        }
        String identity = id != null
                ? id
                : String.join("/", at.toString(), String.valueOf(site), target.toString(), rtts.toString());
        return new Foreign(identity, at, site, target, ProbeKind.TCP_CONNECT, asked, rtts, List.of());
    }

    private static int count(String text) throws Fault {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Fault("'sent' is not a whole number: " + Fields.shown(text));
        }
    }
}
