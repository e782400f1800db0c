/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;

/** Further prefixes of an incident with thousands: drawn from a range, and not those that were hit. */
record Crowd(List<Member> members) {
    /** @param path with which it is announced by its owner */
    record Member(Block block, AsPath path) {}

    Crowd {
        members = List.copyOf(members);
    }

    /**
     * Shared out among the paths in equal parts.
     *
     * @param count at most as many as the range holds
     */
    static Crowd of(int count, IpPrefix range, int length, List<AsPath> paths) {
        List<Member> members = new ArrayList<>();
        int share = Math.ceilDiv(count, paths.size());
        for (int from = 0; from < count; ) {
            int path = from / share;
            int until = Math.min(Math.min(from + Block.MOST / 2, count), (path + 1) * share);
            List<IpPrefix> prefixes = new ArrayList<>();
            for (int i = from; i < until; i++) {
                prefixes.add(range.subnet(length, i));
            }
            members.add(new Member(new Block(prefixes), paths.get(path)));
            from = until;
        }
        return new Crowd(members);
    }
}
