/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;

/**
 * All that is known of one monitored prefix. Immutable: a map that goes in is never changed afterwards, and the maps
 * that come out cannot be.
 *
 * @param declared what the owner says
 * @param table what is announced
 * @param open the events that go on
 * @param openings what tells the latest events apart
 * @param epochs of each router the newest connection that something was heard from, of each feed of vantages its newest gap
 * @param said what was last said of the routes
 * @param beyond what the limits keep out
 * @param memory what it remembers beside
 */
public record PrefixState(
        IpPrefix prefix,
        Declared declared,
        Table table,
        SortedMap<EventKey, RoutingEvent> open,
        Openings openings,
        SortedMap<String, Long> epochs,
        Said said,
        Beyond beyond,
        Memory memory) {
    public PrefixState {
        open = Collections.unmodifiableSortedMap(open);
        epochs = Collections.unmodifiableSortedMap(epochs);
    }

    /**
     * The owner's word.
     *
     * @param context what is declared; null before the declaration is heard and after it is revoked
     * @param revision newest revision heard of the declaration or of its revocation, 0 for none
     * @param from the revision that the declaration in force began with, 0 without one; part of the events' ids
     */
    public record Declared(@Nullable MonitoredPrefix context, long revision, long from) {
        static final Declared NOTHING = new Declared(null, 0, 0);

        Declared by(MonitoredPrefix now) {
            return new Declared(now, now.revision(), context == null ? now.revision() : from);
        }

        Declared revoked(long by) {
            return new Declared(null, Math.max(revision, by), 0);
        }
    }

    /**
     * The routes held.
     *
     * @param synced newest revision of the declaration that all of them were matched against by all collectors, 0 for none
     * @param syncing a newer one that some have said so of, 0 for none; forgotten when the state goes to another instance
     * @param said who has said so, and who has to
     * @param exact those for exactly the prefix
     * @param others those for parts of it, and for what holds it
     */
    public record Table(long synced, long syncing, Roll said, Routes exact, Routes others) {
        static final Table EMPTY = new Table(0, Routes.NONE, Routes.NONE);

        public Table(long synced, Routes exact, Routes others) {
            this(synced, 0, Roll.EMPTY, exact, others);
        }

        /** With the word of one collector. */
        Table with(Synced word) {
            long revision = word.monitoredRevision();
            if (revision <= synced || revision < syncing) {
                return this;
            }
            Roll before = revision == syncing ? said : Roll.EMPTY;
            Table after = new Table(synced, revision, before.with(word.collectors(), word.by()), exact, others);
            return after.said().complete() ? after.settled(revision) : after;
        }

        private Table settled(long revision) {
            return new Table(Math.max(synced, revision), exact, others);
        }

        /** Whether it was matched, by whomever, for a later revision. */
        boolean later(long revision) {
            return Math.max(synced, syncing) > revision;
        }

        Table revoked(long revision) {
            return later(revision) ? new Table(synced > revision ? synced : 0, syncing, said, exact, others) : EMPTY;
        }

        private Table with(Routes ofPrefix, Routes ofParts) {
            return new Table(synced, syncing, said, ofPrefix, ofParts);
        }
    }

    /**
     * The last PrefixRoutes message.
     *
     * @param revision its revision, 0 if there was none; kept over a revocation
     * @param monitoredRevision the declaration it was said for, 0 when there is none in force
     */
    public record Said(long revision, long monitoredRevision) {
        static final Said NOTHING = new Said(0, 0);
    }

    public static PrefixState of(IpPrefix prefix) {
        return new PrefixState(
                prefix,
                Declared.NOTHING,
                Table.EMPTY,
                Collections.emptySortedMap(),
                Openings.NONE,
                Collections.emptySortedMap(),
                Said.NOTHING,
                Beyond.NOTHING,
                Memory.NOTHING);
    }

    public @Nullable MonitoredPrefix context() {
        return declared.context();
    }

    /** Whether a collector has not said yet that it has matched all that it holds against the declaration in force. */
    public boolean waits() {
        return context() != null && table.synced() < declared.revision();
    }

    /** Whether it is said where the prefix is. */
    public boolean placed() {
        MonitoredPrefix now = context();
        return now != null && (now.policy().location() != null || now.serviceLocation() != null);
    }

    /** After all collectors have told what they hold of the prefix, which is the same for every revision. */
    PrefixState settled() {
        long revision = Math.max(table.syncing(), context() == null ? 0 : declared.revision());
        return with(table.settled(revision)).with(beyond.settled());
    }

    public Routes exact() {
        return table.exact();
    }

    public Routes others() {
        return table.others();
    }

    /** What was last said of the routes, to be said again; null when nothing is in force. */
    public @Nullable PrefixRoutes routes() {
        return said.monitoredRevision() == 0
                ? null
                : new PrefixRoutes(prefix, said.revision(), said.monitoredRevision(), List.copyOf(exact().values()));
    }

    @Nullable
    ObservedRoute route(RouteId key) {
        return routes(key.prefix()).get(key);
    }

    /** The map that holds routes of that prefix. */
    Routes routes(IpPrefix of) {
        return of.equals(prefix) ? exact() : others();
    }

    PrefixState with(Interner interner, ObservedRoute route) {
        return withRoutes(route.prefix(), interner.with(routes(route.prefix()), route));
    }

    PrefixState without(RouteId key) {
        return withRoutes(key.prefix(), routes(key.prefix()).without(key));
    }

    private PrefixState withRoutes(IpPrefix of, Routes routes) {
        return with(of.equals(prefix) ? table.with(routes, others()) : table.with(exact(), routes));
    }

    PrefixState with(MonitoredPrefix now, Instant at) {
        MonitoredPrefix was = context();
        boolean begins = was == null || Beginning.more(was, now);
        Memory then = begins ? memory.begun(at) : memory;
        return with(declared.by(now)).with(beyond.declared()).with(OwnersWord.dated(now) ? then.advanced(at) : then);
    }

    /** Whether what is told now may have been there before the prefix came to be watched. */
    boolean begins() {
        return context() == null || table.synced() < declared.from();
    }

    private PrefixState with(Declared now) {
        return new PrefixState(prefix, now, table, open, openings, epochs, said, beyond, memory);
    }

    PrefixState with(Table now) {
        return new PrefixState(prefix, declared, now, open, openings, epochs, said, beyond, memory);
    }

    PrefixState with(SortedMap<EventKey, RoutingEvent> events, Openings latest) {
        return new PrefixState(prefix, declared, table, events, latest, epochs, said, beyond, memory);
    }

    PrefixState with(String source, long epoch) {
        TreeMap<String, Long> changed = new TreeMap<>(epochs);
        changed.put(source, epoch);
        return new PrefixState(prefix, declared, table, open, openings, changed, said, beyond, memory);
    }

    PrefixState with(Said now) {
        return new PrefixState(prefix, declared, table, open, openings, epochs, now, beyond, memory);
    }

    PrefixState with(Beyond now) {
        return new PrefixState(prefix, declared, table, open, openings, epochs, said, now, memory);
    }

    PrefixState with(Memory now) {
        return new PrefixState(prefix, declared, table, open, openings, epochs, said, beyond, now);
    }

    /** Without a declaration; the routes stay only if they were matched for a later one already. */
    PrefixState revoked(long revision, long saidRevision) {
        return new PrefixState(
                prefix,
                declared.revoked(revision),
                table.revoked(revision),
                Collections.emptySortedMap(),
                openings,
                epochs,
                new Said(saidRevision, 0),
                table.later(revision) ? beyond.withoutEvents() : Beyond.NOTHING,
                table.later(revision) ? memory : Memory.NOTHING);
    }
}
