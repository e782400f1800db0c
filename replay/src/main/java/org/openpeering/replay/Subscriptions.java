/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.MonitoredTrie;
import org.openpeering.insights.monitored.Relation;

/**
 * What one client of RIS Live has asked for: messages with a prefix, its parts unless {@code moreSpecific} is false, and
 * what holds it if {@code lessSpecific} is true; without a prefix all of the {@code type}, UPDATE or RIS_PEER_STATE, or of
 * both. Other filters are not known here.
 */
final class Subscriptions {
    private record Wanted(boolean parts, boolean holders) {}

    private final MonitoredTrie trie = new MonitoredTrie();
    private final Map<IpPrefix, Wanted> wanted = new HashMap<>();
    private boolean updates;
    private boolean states;

    /** @throws MalformedValueException when a prefix is none */
    synchronized void add(JsonNode data) {
        Wanted how = new Wanted(
                data.path("moreSpecific").asBoolean(true),
                data.path("lessSpecific").asBoolean(false));
        all(data, true);
        for (IpPrefix prefix : prefixes(data)) {
            wanted.merge(
                    prefix, how, (one, other) -> new Wanted(one.parts || other.parts, one.holders || other.holders));
            trie.put(new MonitoredPrefix(prefix, 1));
        }
    }

    synchronized void remove(JsonNode data) {
        all(data, false);
        for (IpPrefix prefix : prefixes(data)) {
            wanted.remove(prefix);
            trie.remove(prefix);
        }
    }

    private void all(JsonNode data, boolean wants) {
        if (!data.hasNonNull("prefix")) {
            String type = data.path("type").asText();
            updates = covers(type, "UPDATE") ? wants : updates;
            states = covers(type, "RIS_PEER_STATE") ? wants : states;
        }
    }

    private static boolean covers(String asked, String type) {
        return asked.isEmpty() || asked.equals(type);
    }

    private static List<IpPrefix> prefixes(JsonNode data) {
        JsonNode prefix = data.path("prefix");
        return prefix.isTextual()
                ? List.of(IpPrefix.parse(prefix.asText()))
                : prefix.valueStream()
                        .map(each -> IpPrefix.parse(each.asText()))
                        .toList();
    }

    /** Whether the client is told of sessions' ends and beginnings. */
    synchronized boolean wantStates() {
        return states;
    }

    /** Whether the client gets an UPDATE with these prefixes. */
    synchronized boolean want(List<IpPrefix> prefixes) {
        return updates || prefixes.stream().anyMatch(this::wants);
    }

    private boolean wants(IpPrefix prefix) {
        boolean[] found = {false};
        trie.match(
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                prefix.family(),
                (subscribed, relation) -> found[0] |= fits(wanted.get(subscribed.prefix()), relation));
        return found[0];
    }

    private static boolean fits(@Nullable Wanted how, Relation relation) {
        return how != null
                && switch (relation) {
                    case EXACT -> true;
                    case MORE_SPECIFIC -> how.parts();
                    case LESS_SPECIFIC -> how.holders();
                };
    }
}
