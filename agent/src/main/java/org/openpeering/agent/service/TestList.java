/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.agent.probe.AssignedTest;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;

/**
 * What {@code GET /telemetry/tests} says. Of a test that this agent does not understand it takes nothing, and goes on.
 *
 * @param site where the service takes this agent to be
 * @param poll when to ask again
 */
public record TestList(String site, Duration poll, List<AssignedTest> tests) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST = 20_000;
    private static final long LONGEST_SECONDS = 86_400;
    private static final long LONGEST_TIMEOUT = 30_000;
    private static final int LONGEST_TEXT = 1024;

    public static final TestList NONE = new TestList("", Duration.ofSeconds(60), List.of());

    public TestList {
        tests = List.copyOf(tests);
    }

    static TestList read(byte[] body) throws IOException {
        String site = "";
        long poll = 60;
        List<AssignedTest> tests = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the list of tests is no JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (name.equals("site") && value == JsonToken.VALUE_STRING) {
                    site = in.getText();
                } else if (name.equals("pollSeconds") && value == JsonToken.VALUE_NUMBER_INT) {
                    poll = Math.clamp(in.getValueAsLong(), 1, 3600);
                } else if (name.equals("tests") && value == JsonToken.START_ARRAY) {
                    read(in, tests);
                } else {
                    in.skipChildren();
                }
            }
        }
        return new TestList(site, Duration.ofSeconds(poll), tests);
    }

    private static void read(JsonParser in, List<AssignedTest> tests) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a test is no JSON object");
            }
            Map<String, String> members = new HashMap<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (in.nextToken().isScalarValue() && in.getTextLength() <= LONGEST_TEXT) {
                    members.put(name, in.getText());
                } else {
                    in.skipChildren();
                }
            }
            if (tests.size() < MOST) {
                test(members).ifPresent(tests::add);
            }
        }
    }

    private static Optional<AssignedTest> test(Map<String, String> members) {
        String id = members.getOrDefault("id", "");
        String destination = members.getOrDefault("destination", "");
        String path = members.get("path");
        Optional<ProbeKind> probe = WireEnum.parse(ProbeKind.class, members.getOrDefault("probe", ""));
        Integer port =
                members.containsKey("port") ? Integer.valueOf((int) number(members, "port", 0, 0, 65_535)) : null;
        boolean sound = !id.isEmpty()
                && !destination.isEmpty()
                && probe.isPresent()
                && (port == null ? !probe.get().hasPort() : port > 0)
                && (path == null || plain(path));
        return sound
                ? Optional.of(new AssignedTest(
                        id,
                        probe.get(),
                        destination,
                        port,
                        path,
                        Boolean.parseBoolean(members.get("secure")),
                        Duration.ofSeconds(number(members, "everySeconds", 60, 1, LONGEST_SECONDS)),
                        (int) number(members, "count", 1, 1, LatencySample.MOST_ROUND_TRIPS),
                        Duration.ofMillis(number(members, "timeoutMillis", 3_000, 100, LONGEST_TIMEOUT))))
                : Optional.empty();
    }

    /** It stands in a request line. */
    private static boolean plain(String path) {
        return path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static long number(Map<String, String> members, String name, long usual, long least, long most) {
        @Nullable String text = members.get(name);
        return text != null && text.matches("[0-9]{1,9}") ? Math.clamp(Long.parseLong(text), least, most) : usual;
    }
}
