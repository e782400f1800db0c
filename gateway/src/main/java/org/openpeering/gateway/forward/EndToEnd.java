/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
    private static final Set<String> NEEDED = Set.of(
            "accept", "authorization", "content-length", "content-type", "if-match", "if-none-match", "last-event-id");
    private static final String FORWARDED = "x-forwarded-";

    private EndToEnd() {}

    static void request(MultiMap from, MultiMap to) {
        Set<String> named = named(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (passes(name, named) && !member(CLAIMED, name) && !name.regionMatches(true, 0, FORWARDED, 0, 12)) {
                to.add(name, header.getValue());
            }
        }
    }

    static void answer(MultiMap from, MultiMap to) {
        Set<String> named = named(from);
        for (Map.Entry<String, String> header : from) {
            if (passes(header.getKey(), named)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean passes(String name, Set<String> named) {
        boolean pseudo = !name.isEmpty() && name.charAt(0) == ':';
        return !pseudo && !member(HOP, name) && (named.isEmpty() || !member(named, name));
    }

    private static boolean member(Set<String> set, String name) {
        return set.contains(name) || set.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * What {@code Connection} names, in lower case; nearly always nothing but itself. What carries the request's meaning
     * or the caller's identity can't be named away.
     */
    private static Set<String> named(MultiMap headers) {
        if (!headers.contains(HttpHeaders.CONNECTION)) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            if (!value.equalsIgnoreCase("keep-alive") && !value.equalsIgnoreCase("close")) {
                for (String token : value.split(",", -1)) {
                    named.add(token.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        named.removeAll(NEEDED);
        return named;
    }
}
