/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which headers pass. Those of one hop do not (RFC 9110 section 7.6.1), nor what {@code Connection} names; nor does a
 * client's word on who it is and which host it called: the gateway says that itself.
 */
final class EndToEnd {
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");
    private static final Set<String> CLAIMED =
            Set.of("host", "content-length", "expect", "forwarded", "x-real-ip", "x-ms-correlation-request-id");
    private static final String FORWARDED = "x-forwarded-";

    private EndToEnd() {}

    static void request(MultiMap from, MultiMap to) {
        String named = from.get(HttpHeaders.CONNECTION);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (passes(name, named) && !member(CLAIMED, name) && !name.regionMatches(true, 0, FORWARDED, 0, 12)) {
                to.add(name, header.getValue());
            }
        }
    }

    static void answer(MultiMap from, MultiMap to) {
        String named = from.get(HttpHeaders.CONNECTION);
        for (Map.Entry<String, String> header : from) {
            if (passes(header.getKey(), named)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean passes(String name, @Nullable String named) {
        boolean pseudo = !name.isEmpty() && name.charAt(0) == ':';
        return !pseudo && !member(HOP, name) && (named == null || !names(named, name));
    }

    private static boolean member(Set<String> set, String name) {
        return set.contains(name) || set.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Only a few headers may be named away: not those that carry the request's meaning or the caller's identity. */
    private static boolean names(String connection, String header) {
        if (header.equalsIgnoreCase("authorization") || header.equalsIgnoreCase("content-type")) {
            return false;
        }
        for (String token : connection.split(",", -1)) {
            if (token.strip().equalsIgnoreCase(header)) {
                return true;
            }
        }
        return false;
    }
}
