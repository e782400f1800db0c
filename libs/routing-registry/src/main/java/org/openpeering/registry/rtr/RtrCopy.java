/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.registry.rpki.VrpTable;

/**
 * A cache's data as of an End of Data. Immutable.
 *
 * @param version under which it came; session ids mean nothing under another one
 * @param resumable whether the session goes on from here; else the next question is for everything
 * @param aspas by list and customer
 * @param at when it was complete; null: there is none yet
 */
record RtrCopy(
        int version,
        boolean resumable,
        int session,
        long serial,
        VrpTable vrps,
        SortedMap<AspaKey, List<Asn>> aspas,
        Pdu.Timers timers,
        @Nullable Instant at) {
    static final RtrCopy NONE = new RtrCopy(0, false, 0, 0, VrpTable.EMPTY, new TreeMap<>(), Pdu.Timers.DEFAULT, null);

    /** @param list see {@link Pdu.Aspa} */
    record AspaKey(Asn customer, int list) implements Comparable<AspaKey> {
        @Override
        public int compareTo(AspaKey other) {
            int byCustomer = customer.compareTo(other.customer);
            return byCustomer != 0 ? byCustomer : Integer.compare(list, other.list);
        }
    }

    /** Whether it may not be kept any longer (RFC 8210 section 6). */
    boolean expired(Instant now) {
        return at != null && now.isAfter(at.plus(timers.expire()));
    }

    /** The same data, but the cache is not trusted to know what it told us. */
    RtrCopy notResumable() {
        return new RtrCopy(version, false, session, serial, vrps, aspas, timers, at);
    }
}
