/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bmp.PeerHeader;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.monitored.MatchVisitor;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.MonitoredTrie;
import org.openpeering.insights.monitored.Relation;
import org.openpeering.insights.rib.Rib;

/** What one UPDATE does: it changes the RIB route by route and notes what of it concerns monitored prefixes. */
final class UpdateEffect implements RouteReceiver, MatchVisitor {
    private static final int NO_ATTRIBUTES = 0;

    private final Rib rib;
    private final MonitoredTrie trie;
    private final PeerState peer;
    private final PeerHeader header;
    private final Instant arrival;
    private final Cause withdrawal;
    private final List<RouteObservation> observations = new ArrayList<>(0);

    private @Nullable CompactAttributes compact;
    private @Nullable PathAttributes decoded;
    private int attributes = NO_ATTRIBUTES;

    // The route at hand.
    private Cause cause = Cause.WITHDRAWN;
    private Family family = Family.IPV4;
    private long high;
    private long low;
    private int length;
    private int pathId;

    private int fresh;
    private int replaced;
    private int unchanged;
    private int withdrawn;
    private int unknown;

    UpdateEffect(Rib rib, MonitoredTrie trie, PeerState peer, PeerHeader header, Instant arrival, Cause withdrawal) {
        this.rib = rib;
        this.trie = trie;
        this.peer = peer;
        this.header = header;
        this.arrival = arrival;
        this.withdrawal = withdrawal;
    }

    @Override
    public void withdraw(Family of, long networkHigh, long networkLow, int bits, int id) {
        if (rib.withdraw(peer.routes(), of, networkHigh, networkLow, bits, id)) {
            withdrawn++;
            match(withdrawal, of, networkHigh, networkLow, bits, id);
        } else {
            unknown++;
        }
    }

    @Override
    public void attributes(CompactAttributes next) {
        finishAttributes();
        compact = next;
        decoded = null;
        attributes = rib.intern(next);
    }

    private void finishAttributes() {
        if (attributes != NO_ATTRIBUTES) {
            rib.doneWith(attributes);
            attributes = NO_ATTRIBUTES;
        }
    }

    @Override
    public void announce(Family of, long networkHigh, long networkLow, int bits, int id) {
        switch (rib.announce(peer.routes(), of, networkHigh, networkLow, bits, id, attributes)) {
            case UNCHANGED -> unchanged++;
            case NEW -> {
                fresh++;
                match(Cause.ANNOUNCED, of, networkHigh, networkLow, bits, id);
            }
            case REPLACED -> {
                replaced++;
                match(Cause.ANNOUNCED, of, networkHigh, networkLow, bits, id);
            }
        }
    }

    private void match(Cause why, Family of, long networkHigh, long networkLow, int bits, int id) {
        cause = why;
        family = of;
        high = networkHigh;
        low = networkLow;
        length = bits;
        pathId = id;
        trie.match(networkHigh, networkLow, bits, of, this);
    }

    @Override
    public void match(MonitoredPrefix monitored, Relation relation) {
        observations.add(new RouteObservation(
                monitored,
                relation,
                PrefixBits.prefix(family, high, low, length),
                pathId & 0xFFFF_FFFFL,
                peer.session(),
                cause.announcement() ? Optional.ofNullable(decoded()) : Optional.empty(),
                cause,
                header.time(),
                arrival));
    }

    private @Nullable PathAttributes decoded() {
        if (decoded == null && compact != null) {
            decoded = compact.decode();
        }
        return decoded;
    }

    /** Ends the update; gives what there is to report, in order. */
    List<RouteObservation> finish(Tally<CollectorCount> tally) {
        finishAttributes();
        add(tally, CollectorCount.ROUTES_NEW, fresh);
        add(tally, CollectorCount.ROUTES_REPLACED, replaced);
        add(tally, CollectorCount.ROUTES_UNCHANGED, unchanged);
        add(tally, CollectorCount.ROUTES_WITHDRAWN, withdrawn);
        add(tally, CollectorCount.WITHDRAWALS_UNKNOWN, unknown);
        return observations;
    }

    private static void add(Tally<CollectorCount> tally, CollectorCount kind, int amount) {
        if (amount > 0) {
            tally.add(kind, amount);
        }
    }
}
