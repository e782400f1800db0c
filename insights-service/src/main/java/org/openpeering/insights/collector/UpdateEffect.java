/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.activity.MinuteCounter;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PathShape;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.RouteObservation.Cause;
import org.openpeering.insights.monitored.MatchVisitor;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.MonitoredTrie;
import org.openpeering.insights.monitored.Relation;
import org.openpeering.insights.rib.AdjRibIn;
import org.openpeering.insights.rib.Rib;

/**
 * What one UPDATE does: it changes the RIB route by route and notes what of it concerns monitored prefixes. One instance
 * serves all messages, one after the other, so that a message that concerns nobody allocates nothing.
 */
final class UpdateEffect implements RouteReceiver, MatchVisitor {
    private final Rib rib;
    private final MonitoredTrie trie;
    private final List<RouteObservation> observations = new ArrayList<>();

    // The message at hand.
    private @Nullable PeerState peer;
    private @Nullable AdjRibIn table;
    private boolean judged;
    private boolean leaving;
    private boolean vantage;
    private long routerMicros;
    private long arrivalMicros;
    private Cause withdrawal = Cause.WITHDRAWN;
    private @Nullable CompactAttributes compact;
    private @Nullable PathAttributes decoded;
    private int attributes = Rib.NO_ATTRIBUTES;

    // What statistics count of it, if they do.
    private final PathShape shape = new PathShape();
    private @Nullable Activity activity;
    private int run;
    private int announced;
    private int pathChanges;

    // The route at hand.
    private Cause cause = Cause.WITHDRAWN;
    private Family family = Family.IPV4;
    private long high;
    private long low;
    private int length;
    private int pathId;

    private boolean probing;
    private boolean concerned;

    private int fresh;
    private int replaced;
    private int unchanged;
    private int withdrawn;
    private int unknown;
    private int refused;

    UpdateEffect(Rib rib, MonitoredTrie trie) {
        this.rib = rib;
        this.trie = trie;
    }

    /** Of that peer's next message. */
    void begin(PeerState from, long micros, long came, Cause ofWithdrawals) {
        peer = from;
        table = from.routes();
        judged = from.judged();
        leaving = from.leaving() != null;
        vantage = from.session().id().vantage();
        routerMicros = micros;
        arrivalMicros = came;
        withdrawal = ofWithdrawals;
        observations.clear();
        MinuteCounter counter = from.counter();
        activity = counter == null ? null : counter.at(came);
        rib.comparePaths(activity != null);
        run = announced = pathChanges = 0;
        fresh = replaced = unchanged = withdrawn = unknown = refused = 0;
    }

    @Override
    public void withdraw(Family of, long networkHigh, long networkLow, int bits, int id) {
        if (rib.withdraw(table(), of, networkHigh, networkLow, bits, id)) {
            withdrawn++;
            match(withdrawal, of, networkHigh, networkLow, bits, id);
        } else {
            unknown++;
            if (vantage) {
                // Told before a restart, perhaps: no table comes that would settle it.
                match(withdrawal, of, networkHigh, networkLow, bits, id);
            }
        }
    }

    @Override
    public void attributes(CompactAttributes next) {
        finishAttributes();
        compact = next;
        decoded = null;
        if (activity != null) {
            shape.of(next);
        }
        attributes = rib.intern(next, false);
    }

    private AdjRibIn table() {
        return Objects.requireNonNull(table);
    }

    private void finishAttributes() {
        if (activity != null && run > 0) {
            activity.came(shape.length(), shape.prepended(), shape.hash(), run);
            announced += run;
            run = 0;
        }
        if (attributes != Rib.NO_ATTRIBUTES) {
            rib.doneWith(attributes);
            attributes = Rib.NO_ATTRIBUTES;
        }
    }

    @Override
    public void announce(Family of, long networkHigh, long networkLow, int bits, int id) {
        run++;
        Rib.Change change = take(of, networkHigh, networkLow, bits, id, false);
        if (change == Rib.Change.REFUSED && concernsSomebody(of, networkHigh, networkLow, bits)) {
            change = take(of, networkHigh, networkLow, bits, id, true);
        }
        switch (change) {
            case UNCHANGED -> unchanged++;
            case NEW -> {
                fresh++;
                match(Cause.ANNOUNCED, of, networkHigh, networkLow, bits, id);
            }
            case REPLACED -> {
                replaced++;
                pathChanges += rib.pathChanged() ? 1 : 0;
                match(Cause.ANNOUNCED, of, networkHigh, networkLow, bits, id);
            }
            case REFUSED -> {
                refused++;
                Objects.requireNonNull(peer).doubt(of, Doubt.Reason.LEFT_OUT, Micros.instant(arrivalMicros));
                // What was held is not what the peer has now.
                if (rib.withdraw(table(), of, networkHigh, networkLow, bits, id)) {
                    match(Cause.TREATED_AS_WITHDRAW, of, networkHigh, networkLow, bits, id);
                }
            }
        }
    }

    private Rib.Change take(Family of, long networkHigh, long networkLow, int bits, int id, boolean wanted) {
        if (attributes == Rib.NO_ATTRIBUTES && wanted && compact != null) {
            attributes = rib.intern(compact, true);
        }
        return attributes == Rib.NO_ATTRIBUTES
                ? Rib.Change.REFUSED
                : rib.announce(table(), of, networkHigh, networkLow, bits, id, attributes, wanted);
    }

    private boolean concernsSomebody(Family of, long networkHigh, long networkLow, int bits) {
        if (!judged) {
            return false;
        }
        probing = true;
        concerned = false;
        trie.match(networkHigh, networkLow, bits, of, this);
        probing = false;
        return concerned;
    }

    private void match(Cause why, Family of, long networkHigh, long networkLow, int bits, int id) {
        // What it has not withdrawn itself is told as withdrawn, and nothing after that.
        if (!judged || (leaving && why.announcement())) {
            return;
        }
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
        concerned = true;
        if (probing) {
            return;
        }
        observations.add(new RouteObservation(
                monitored,
                relation,
                PrefixBits.prefix(family, high, low, length),
                pathId & 0xFFFF_FFFFL,
                Objects.requireNonNull(peer).session(),
                cause.announcement() ? Optional.ofNullable(decoded()) : Optional.empty(),
                cause,
                Micros.told(routerMicros),
                Micros.instant(arrivalMicros)));
    }

    private @Nullable PathAttributes decoded() {
        if (decoded == null && compact != null) {
            decoded = compact.decode();
        }
        return decoded;
    }

    /** Ends the update; gives what there is to report, in order, until the next one begins. */
    List<RouteObservation> finish(Tally<CollectorCount> tally) {
        finishAttributes();
        if (activity != null) {
            activity.update(announced, (long) withdrawn + unknown, pathChanges);
        }
        add(tally, CollectorCount.ROUTES_NEW, fresh);
        add(tally, CollectorCount.ROUTES_REPLACED, replaced);
        add(tally, CollectorCount.ROUTES_UNCHANGED, unchanged);
        add(tally, CollectorCount.ROUTES_WITHDRAWN, withdrawn);
        add(tally, CollectorCount.WITHDRAWALS_UNKNOWN, unknown);
        add(tally, CollectorCount.ROUTES_REFUSED, refused);
        return observations;
    }

    private static void add(Tally<CollectorCount> tally, CollectorCount kind, int amount) {
        if (amount > 0) {
            tally.add(kind, amount);
        }
    }
}
