/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.openpeering.contract.net.IpPrefix;

/**
 * What to ask the server for. A subscription to a prefix brings what is in it and what holds it, so one that is inside
 * another needs none of its own; and where there would be too many, everything is asked for and sorted out here.
 */
final class Subscriptions {
    private static final String OPTIONS = "\"socketOptions\":{\"includeRaw\":false,\"acknowledge\":true}}";
    /** Few a minute of all peers; without it nobody tells that a peer's routes are gone. */
    private static final String PEERS = "{\"type\":\"RIS_PEER_STATE\"," + OPTIONS;

    private static final String EVERYTHING = "{\"type\":\"UPDATE\"," + OPTIONS;

    private Subscriptions() {}

    /** The {@code data} of each subscription, in a form that names it: to end it, the same is sent. */
    static Set<String> of(Collection<IpPrefix> monitored, int most) {
        Set<String> wanted = new LinkedHashSet<>();
        IpPrefix outer = null;
        for (IpPrefix prefix : new TreeSet<>(monitored)) {
            if (outer == null || !outer.contains(prefix)) {
                outer = prefix;
                wanted.add("{\"type\":\"UPDATE\",\"prefix\":\"" + prefix
                        + "\",\"moreSpecific\":true,\"lessSpecific\":true," + OPTIONS);
            }
        }
        if (wanted.size() > most) {
            wanted.clear();
            wanted.add(EVERYTHING);
        }
        wanted.add(PEERS);
        return wanted;
    }

    static String begin(String data) {
        return "{\"type\":\"ris_subscribe\",\"data\":" + data + "}";
    }

    static String end(String data) {
        return "{\"type\":\"ris_unsubscribe\",\"data\":" + data + "}";
    }
}
