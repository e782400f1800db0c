/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.monitored.MonitoredTrie;
import org.openpeering.insights.monitored.Relation;
import org.openpeering.insights.mrt.MrtDamage;
import org.openpeering.insights.mrt.MrtEntry;
import org.openpeering.insights.mrt.MrtReader;
import org.openpeering.insights.mrt.MrtReceiver;
import org.openpeering.insights.mrt.MrtRecord;
import org.openpeering.insights.mrt.MrtSummary;
import org.openpeering.insights.mrt.Recording;
import org.openpeering.insights.mrt.TableUpdate;

/**
 * Goes through one recording and lets the detectors look at what concerns monitored prefixes, at the times that the
 * recording says. Its peers are vantages and no sessions of the network: no declared session is required of them. There is
 * no RIB: the detectors hold what they need of the monitored prefixes, and find a repeated route held, so that memory
 * does not grow with a table.
 *
 * <p>A table says what a peer holds. A session that leaves Established, or enters it, holds nothing.
 */
final class Analysis implements MrtReceiver, RouteReceiver {
    /** Stands where a router's name does. */
    static final String VANTAGE = "recording";

    private static final int ESTABLISHED = 6;

    private final Bounds bounds;
    private final Guard guard;
    private final Detection detection;
    private final MonitoredTrie trie = new MonitoredTrie();
    private final Map<IpPrefix, MonitoredPrefix> declared = new HashMap<>();
    private final Map<IpPrefix, PrefixState> states = new HashMap<>();
    private final Map<IpAddress, Peer> peers = new HashMap<>();
    private final Map<String, RoutingEvent> events = new LinkedHashMap<>();
    private final HeldAttributes heldAttributes;
    private final UpdateDecoder decoder = new UpdateDecoder();
    private final TableUpdate tableUpdate = new TableUpdate();
    private final Map<Integer, Reading> readings = new HashMap<>();

    private long read;
    private long updates;
    private long tableRoutes;
    private long unreadable;
    private long matches;
    private long eventsBeyond;
    private long held;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    // The record at hand.
    private Peer peer = new Peer(new IpAddress(Family.IPV4, 0, 0), 0);
    private Instant arrived = Instant.EPOCH;
    private Instant since = Instant.EPOCH;
    private @Nullable CompactAttributes compact;
    private @Nullable PathAttributes attributes;
    private boolean concerns;

    /** One end of the recorded sessions, and whether it may hold a route of a monitored prefix. */
    private static final class Peer {
        private final IpAddress address;
        private Asn asn;
        private boolean matched;

        Peer(IpAddress address, long asn) {
            this.address = address;
            this.asn = new Asn(asn);
        }
    }

    private Analysis(Collection<MonitoredPrefix> monitored, Detection detection, Bounds bounds, Guard guard) {
        this.bounds = bounds;
        this.guard = guard;
        this.detection = detection;
        this.heldAttributes = new HeldAttributes(bounds.attributeBytes());
        for (MonitoredPrefix each : monitored) {
            declared.put(
                    each.prefix(),
                    new MonitoredPrefix(each.prefix(), each.revision(), each.legalOrigins(), List.of(), each.policy()));
            trie.put(new org.openpeering.insights.monitored.MonitoredPrefix(each.prefix(), each.revision()));
        }
    }

    /**
     * Reads it to its end, to where it breaks, or to where the guard stops it.
     *
     * @param packed the recording as its archive has it
     * @throws IOException when it is not even the beginning of one
     */
    static Findings of(
            InputStream packed, Collection<MonitoredPrefix> monitored, Detection detection, Bounds bounds, Guard guard)
            throws IOException {
        Analysis analysis = new Analysis(monitored, detection, bounds, guard);
        try (InputStream in = guard.unpacked(Recording.unpacked(guard.packed(packed)))) {
            MrtReader reader = new MrtReader(in, analysis);
            boolean more = true;
            while (more && guard.goesOn()) {
                more = reader.next();
            }
            return analysis.findings(reader.summary());
        }
    }

    private Findings findings(MrtSummary summary) {
        Optional<MrtDamage> stopped = Optional.ofNullable(guard.stopped())
                .map(reason -> new MrtDamage(summary.bytes(), summary.records() + 1, reason));
        return new Findings(
                summary,
                read,
                updates,
                tableRoutes,
                unreadable,
                peers.size(),
                declared.size(),
                matches,
                read == 0 ? Optional.empty() : Optional.of(time(earliest)),
                read == 0 ? Optional.empty() : Optional.of(time(latest)),
                stopped,
                new ArrayList<>(events.values()),
                eventsBeyond);
    }

    private static Instant time(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private void begin(MrtRecord record) {
        read++;
        long micros = record.seconds() * 1_000_000 + Math.min(record.micros(), 999_999);
        earliest = Math.min(earliest, micros);
        latest = Math.max(latest, micros);
        arrived = since = time(micros);
        if (!peer.address.equals(record.peer())) {
            peer = peer(record.peer(), record.peerAs());
        }
        if (peer.asn.value() != record.peerAs()) {
            peer.asn = new Asn(record.peerAs());
        }
    }

    private Peer peer(IpAddress address, long asn) {
        Peer known = peers.get(address);
        if (known != null) {
            return known;
        }
        Peer fresh = new Peer(address, asn);
        if (peers.size() < bounds.peers()) {
            peers.put(address, fresh);
        } else {
            guard.stop("it has more than " + bounds.peers() + " peers");
        }
        return fresh;
    }

    @Override
    public void state(MrtRecord record, int before, int after) {
        begin(record);
        if (peer.matched && (before == ESTABLISHED || after == ESTABLISHED)) {
            peer.matched = false;
            List.copyOf(states.values()).forEach(this::withdrawAll);
        }
    }

    private void withdrawAll(PrefixState state) {
        List<ObservedRoute> gone = new ArrayList<>(state.exact().values());
        gone.addAll(state.others().values());
        gone.removeIf(route -> !route.peerAddress().equals(peer.address));
        for (ObservedRoute route : gone) {
            apply(withdrawn(state.prefix(), route.prefix(), route.pathId(), WithdrawalCause.PEER_DOWN));
        }
    }

    /** What a collector sent itself says nothing of what its peers hold. */
    @Override
    public void message(MrtRecord record, byte[] bytes, int from, int to) {
        begin(record);
        if (!record.sent()) {
            decode(record, bytes, from, to);
        }
    }

    private void decode(MrtRecord record, byte[] bytes, int from, int to) {
        UpdateOutcome outcome = decoder.decode(bytes, from, to, reading(record));
        switch (outcome) {
            case ROUTES, TREATED_AS_WITHDRAW -> {
                updates++;
                decoder.deliver(this);
            }
            case END_OF_RIB -> updates++;
            case NOT_AN_UPDATE -> {}
            case BAD_LENGTHS, BAD_PREFIXES, BAD_MULTIPROTOCOL -> unreadable++;
        }
    }

    private Reading reading(MrtRecord record) {
        boolean wide = record.asWidth() == 4;
        boolean paths = record.addPath();
        return readings.computeIfAbsent((wide ? 1 : 0) + (paths ? 2 : 0), _ -> new Reading(wide, paths, paths, 0, 0));
    }

    /** Only what concerns a monitored prefix is decoded: of a table that is next to nothing. */
    @Override
    public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
        begin(record);
        if (entry.multicast()) {
            return;
        }
        tableRoutes++;
        concerns = false;
        trie.match(
                entry.high(),
                entry.low(),
                entry.length(),
                entry.family(),
                (_, relation) -> concerns |= within(relation));
        if (!concerns) {
            return;
        }
        since = Instant.ofEpochSecond(entry.originated());
        boolean whole = tableUpdate.write(record, entry, bytes, from, to)
                && decoder.decode(tableUpdate.bytes(), 0, tableUpdate.length(), reading(record))
                        == UpdateOutcome.ROUTES;
        if (whole) {
            decoder.deliver(this);
        } else {
            unreadable++;
        }
    }

    /** The detectors of this version look at routes for the prefix and for parts of it. */
    private static boolean within(Relation relation) {
        return relation != Relation.LESS_SPECIFIC;
    }

    @Override
    public void attributes(CompactAttributes next) {
        compact = next;
        attributes = null;
    }

    @Override
    public void announce(Family family, long high, long low, int length, int pathId) {
        trie.match(high, low, length, family, (monitored, relation) -> {
            if (within(relation) && guard.goesOn()) {
                ObservedRoute route = route(PrefixBits.prefix(family, high, low, length), pathId & 0xFFFF_FFFFL);
                peer.matched = true;
                apply(new RouteChange.Announced(monitored.prefix(), arrived, route));
            }
        });
    }

    @Override
    public void withdraw(Family family, long high, long low, int length, int pathId) {
        trie.match(high, low, length, family, (monitored, relation) -> {
            if (within(relation) && guard.goesOn()) {
                IpPrefix prefix = PrefixBits.prefix(family, high, low, length);
                apply(withdrawn(monitored.prefix(), prefix, pathId & 0xFFFF_FFFFL, WithdrawalCause.EXPLICIT));
            }
        });
    }

    private ObservedRoute route(IpPrefix prefix, long pathId) {
        PathAttributes of = attributes;
        if (of == null) {
            of = Objects.requireNonNull(compact, "attributes come first").decode();
            attributes = of;
        }
        return new ObservedRoute(
                prefix,
                pathId,
                VANTAGE,
                peer.address,
                peer.asn,
                of.asPath(),
                of.communities(),
                of.nextHop(),
                arrived,
                since,
                null,
                of.onlyToCustomer().orElse(null));
    }

    private RouteChange.Withdrawn withdrawn(IpPrefix monitored, IpPrefix prefix, long pathId, WithdrawalCause cause) {
        RouteId route = new RouteId(SessionId.of(VANTAGE, peer.address), prefix, pathId);
        return new RouteChange.Withdrawn(monitored, arrived, route, peer.asn, cause, null);
    }

    private void apply(RouteChange change) {
        matches++;
        PrefixState before = states.computeIfAbsent(change.monitored(), this::begun);
        Effect effect = detection.apply(before, change);
        states.put(change.monitored(), effect.state());
        effect.events().forEach(this::tell);
        held += routes(effect.state()) - routes(before);
        if (held > bounds.routes()) {
            guard.stop("more than " + bounds.routes() + " routes of monitored prefixes are held at " + arrived
                    + "; name fewer prefixes");
        } else if (change instanceof RouteChange.Announced announced
                && heldAttributes.beyond(announced.route(), states.values())) {
            guard.stop("paths and communities of monitored prefixes' routes take more than " + bounds.attributeBytes()
                    + " bytes at " + arrived + "; name fewer prefixes");
        }
    }

    private PrefixState begun(IpPrefix prefix) {
        MonitoredPrefix of = Objects.requireNonNull(declared.get(prefix));
        return detection.declare(PrefixState.of(prefix), of, Instant.EPOCH).state();
    }

    private static int routes(PrefixState state) {
        return state.exact().size() + state.others().size();
    }

    private void tell(RoutingEvent event) {
        if (events.size() < bounds.events() || events.containsKey(event.id())) {
            events.put(event.id(), event);
        } else if (event.revision() == 1) {
            eventsBeyond++;
        }
    }
}
