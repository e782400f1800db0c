/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;

/**
 * A result of RIPE Atlas, of type {@code ping} or {@code traceroute}, as its documentation of results describes them for
 * firmware 4400 and later: {@code "x": "*"} is a packet that was not answered, {@code error} one that the probe could not send,
 * which says nothing about the way; what came twice ({@code dup}) or too late ({@code late}) is no answer and no packet more.
 */
final class AtlasResult {
    private static final int LAST_HOP = 255;

    private AtlasResult() {}

    static Foreign read(JsonNode result) throws Fault {
        if (!result.isObject()) {
            throw new Fault("It is not an object.");
        }
        String type = result.path("type").asText("");
        boolean ping = type.equals("ping");
        if (!ping && !type.equals("traceroute")) {
            throw new Fault("'type' is neither ping nor traceroute: " + Fields.shown(type));
        }
        String target = result.path("dst_addr").asText("");
        if (target.isEmpty()) {
            throw new Fault("'dst_addr' is missing: the probe could not resolve its target.");
        }
        IpAddress address = Fields.address("dst_addr", target);
        Instant at = Fields.time("timestamp", result.path("timestamp").asText(""));
        String probe = number(result, "prb_id");
        String identity = number(result, "msm_id") + "/" + probe + "/" + at.getEpochSecond() + "/" + address;
        JsonNode answers = result.path("result");
        if (!answers.isArray()) {
            throw new Fault("'result' is not an array.");
        }
        return ping
                ? ping(identity, at, probe, address, result, answers)
                : trace(identity, at, probe, address, answers);
    }

    private static String number(JsonNode result, String name) throws Fault {
        JsonNode value = result.path(name);
        if (!value.isIntegralNumber() || value.asLong() < 0) {
            throw new Fault("'" + name + "' is not a number.");
        }
        return value.asText();
    }

    private static Foreign ping(
            String identity, Instant at, String probe, IpAddress address, JsonNode result, JsonNode answers)
            throws Fault {
        List<Long> rtts = new ArrayList<>();
        String error = null;
        int errors = 0;
        int lost = 0;
        for (JsonNode answer : answers) {
            if (!answer.isObject()) {
                throw new Fault("'result' has what is no object: " + Fields.shown(answer.toString()));
            }
            if (answer.has("error")) {
                error = answer.path("error").asText();
                errors++;
            } else if (answer.has("x")) {
                lost++;
            } else if (answer.has("rtt") && !answer.has("dup") && !answer.has("late")) {
                rtts.add(Fields.millis("rtt", answer.path("rtt")));
            }
        }
        // Whether 'sent' counts what could not be sent is not said.
        int sent = Math.max(rtts.size() + lost, result.path("sent").asInt(0) - errors);
        if (sent == 0 && error != null) {
            throw new Fault("Nothing was sent, so nothing was measured: " + Fields.shown(error));
        }
        return foreign(identity, at, probe, address, ProbeKind.ICMP_ECHO, sent, rtts, List.of());
    }

    /** Round trips are those of the target's own answers; what is before it is the way. */
    private static Foreign trace(String identity, Instant at, String probe, IpAddress address, JsonNode answers)
            throws Fault {
        List<Hop> hops = new ArrayList<>();
        List<Long> rtts = new ArrayList<>();
        int sent = 0;
        for (JsonNode hop : answers) {
            JsonNode tries = hop.path("result");
            int number = hop.path("hop").asInt();
            int asked = asked(tries);
            if (number < 1 || number > LAST_HOP || asked == 0) {
                continue;
            }
            List<Long> own = own(tries, address);
            if (!own.isEmpty()) {
                rtts.addAll(own);
                sent += Math.max(asked, own.size());
            }
            if (hops.size() < LatencySample.MOST_HOPS) {
                hops.add(hop(number, tries));
            }
        }
        if (hops.isEmpty()) {
            throw new Fault("'result' has no hop from 1 to " + LAST_HOP + ", so nothing was measured.");
        }
        return foreign(identity, at, probe, address, ProbeKind.TRACEROUTE, Math.max(sent, 1), rtts, hops);
    }

    private static List<Long> own(JsonNode tries, IpAddress address) throws Fault {
        List<Long> rtts = new ArrayList<>();
        for (JsonNode one : tries) {
            if (answered(one)
                    && address.equals(Fields.address("from", one.path("from").asText("")))) {
                rtts.add(Fields.millis("rtt", one.path("rtt")));
            }
        }
        return rtts;
    }

    /** Packets that were sent: none of what is no array, or could not be sent. */
    private static int asked(JsonNode tries) {
        int asked = 0;
        for (JsonNode one : tries) {
            asked += one.has("x") || answered(one) ? 1 : 0;
        }
        return asked;
    }

    private static boolean answered(JsonNode one) {
        return one.has("rtt") && one.has("from") && !one.has("late") && !one.has("dup");
    }

    /** The first who answered, and the shortest of its times. */
    private static Hop hop(int number, JsonNode tries) throws Fault {
        IpAddress from = null;
        @Nullable Long least = null;
        for (JsonNode one : tries) {
            if (!answered(one)) {
                continue;
            }
            IpAddress who = Fields.address("from", one.path("from").asText(""));
            long rtt = Fields.millis("rtt", one.path("rtt"));
            if (from == null || from.equals(who)) {
                from = who;
                least = least == null ? rtt : Math.min(least, rtt);
            }
        }
        return new Hop(number, from, least);
    }

    private static Foreign foreign(
            String identity,
            Instant at,
            String probe,
            IpAddress address,
            ProbeKind kind,
            int sent,
            List<Long> rtts,
            List<Hop> hops)
            throws Fault {
        if (sent < 1 || sent > LatencySample.MOST_ROUND_TRIPS || rtts.size() > sent) {
            throw new Fault("It has " + sent + " packets, of which " + rtts.size() + " were answered; 1 to "
                    + LatencySample.MOST_ROUND_TRIPS + " are taken.");
        }
        return new Foreign(identity, at, probe, address, kind, sent, rtts, hops);
    }
}
