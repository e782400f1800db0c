/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.openpeering.stack.process.Await;

/** Reads the events of a prefix. */
public final class Events {
    private Events() {}

    /** All events of a prefix, over all pages. */
    public static List<JsonNode> of(ApiClient.User user, String prefixId) {
        List<JsonNode> events = new ArrayList<>();
        String path = Arm.versioned(prefixId + "/events");
        while (!path.isEmpty()) {
            JsonNode page = user.get(path).expect(200).json();
            page.path("value").forEach(events::add);
            path = page.path("nextLink").asText("");
        }
        return events;
    }

    /** The first event that is as wanted; fails when there is none in time. */
    public static JsonNode await(ApiClient.User user, String prefixId, Duration limit, Predicate<JsonNode> wanted) {
        List<JsonNode> events = Await.value(
                "an event of " + prefixId,
                limit,
                () -> of(user, prefixId),
                all -> all.stream().anyMatch(wanted));
        return events.stream().filter(wanted).findFirst().orElseThrow();
    }

    public static boolean isSubPrefixHijack(JsonNode event, String offendingPrefix) {
        return text(event, "type").equals("PrefixSubPrefixHijackEvent")
                && text(event, "offendingPrefix").equals(offendingPrefix);
    }

    public static boolean hasStatus(JsonNode event, String status) {
        return text(event, "status").equalsIgnoreCase(status);
    }

    public static Instant firstSeen(JsonNode event) {
        return Instant.parse(text(event, "firstSeen"));
    }

    public static String summary(JsonNode event) {
        return text(event, "summary");
    }

    public static String endCause(JsonNode event) {
        return text(event, "endCause");
    }

    private static String text(JsonNode event, String name) {
        return event.path(name).asText("");
    }
}
