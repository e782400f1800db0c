/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that have not said yet which router they are. When it is full, the source with the most of them gives one
 * up, that which waited longest: whoever floods it crowds out himself, and a router, which names itself at once, is in and
 * out again however many wait in silence.
 */
final class WaitingRoom {
    private final int room;
    private final Set<BmpConnection> waiting = new LinkedHashSet<>();

    WaitingRoom(int room) {
        this.room = Math.max(1, room);
    }

    /** Returns who has to go instead, if somebody has. */
    synchronized Optional<BmpConnection> enter(BmpConnection connection) {
        waiting.add(connection);
        if (waiting.size() <= room) {
            return Optional.empty();
        }
        Map<InetAddress, Integer> bySource = new HashMap<>();
        waiting.forEach(each -> bySource.merge(each.source(), 1, Integer::sum));
        // Of those with as many the first, which is the one that waited longest.
        Optional<BmpConnection> leaving = waiting.stream()
                .filter(each -> each != connection)
                .max(Comparator.comparing(each -> bySource.getOrDefault(each.source(), 0)));
        leaving.ifPresent(waiting::remove);
        return leaving;
    }

    synchronized void leave(BmpConnection connection) {
        waiting.remove(connection);
    }
}
