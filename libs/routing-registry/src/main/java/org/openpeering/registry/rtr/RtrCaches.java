/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.registry.rpki.RpkiData;

/**
 * Follows caches in an order of preference (RFC 8210 section 10). The data of one counts at a time, and is never mixed:
 * that of the most preferred one that serves. A cache serves while it answers; after that its data counts on until it has
 * been away for longer than our patience, or the data expires. Only then the next one is connected to, and left again as
 * soon as a more preferred one has given a complete answer. When none serves the last data stays, for its owner to let it
 * expire.
 *
 * <p>What the listener is told is told in one order: no data of a cache that was left comes after that of its successor.
 */
public final class RtrCaches implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RtrCaches.class.getName());
    private static final Duration LOOK = Duration.ofMillis(200);

    private final List<Member> members = new ArrayList<>();
    private final Duration patience;
    private final InstantSource clock;
    private final Listener listener;
    private final Thread thread;
    private volatile @Nullable Member counting;
    private volatile boolean closed;

    /** Takes each complete state of the data that counts. */
    public interface Listener {
        /**
         * When it throws, the data does not count as taken and comes again.
         *
         * @param cache as {@link RtrSettings#name} has it
         */
        void updated(String cache, RpkiData data, RtrStatus status);
    }

    /**
     * How one cache stands.
     *
     * @param counts whether its data is what the listener was told last
     * @param status null: it is not connected to, for a more preferred one serves
     */
    public record Cache(
            String name, boolean counts, @Nullable RtrStatus status) {}

    private RtrCaches(List<RtrSettings> preferred, Duration patience, InstantSource clock, Listener listener) {
        preferred.forEach(settings -> members.add(new Member(members.size(), settings)));
        this.patience = patience;
        this.clock = clock;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("rtr-caches").unstarted(this::look);
    }

    /**
     * @param preferred the most preferred one first
     * @param patience how long a cache may be away before the next one is followed
     */
    public static RtrCaches start(
            List<RtrSettings> preferred, Duration patience, InstantSource clock, Listener listener) {
        RtrCaches caches = new RtrCaches(preferred, patience, clock, listener);
        caches.thread.start();
        return caches;
    }

    /** In the order of preference. */
    public List<Cache> status() {
        return members.stream()
                .map(member -> new Cache(member.name(), member.equals(counting), member.status()))
                .toList();
    }

    private void look() {
        try {
            while (!closed) {
                lookOnce();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and stops what is left.
        }
    }

    /** Nobody else looks: whatever goes wrong is looked at again. */
    private void lookOnce() {
        try {
            startAndStop();
            succeed();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "which RTR cache is followed could not be looked at", e);
        }
    }

    private void startAndStop() {
        boolean wanted = true;
        for (Member member : members) {
            if (wanted) {
                member.start();
            } else {
                member.stop();
            }
            wanted &= !member.serves() && !member.promising();
        }
    }

    /** Where the one that counts serves no more, and another has given its data before. */
    private synchronized void succeed() {
        Member now = counting;
        if (now == null || now.serves()) {
            return;
        }
        for (Member member : members) {
            Answer last = member.last;
            if (!member.equals(now) && last != null && member.serves()) {
                try {
                    tell(member, last);
                } catch (RuntimeException e) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "RTR cache {0}: its data was not taken: {1}",
                            member.name(),
                            e);
                }
                return;
            }
        }
    }

    private synchronized void updated(Member member, Answer answer) {
        Member now = counting;
        if (now == null || member.rank <= now.rank || !now.serves()) {
            tell(member, answer);
        }
        // Only now: what was not taken is not what it serves.
        member.last = answer;
        member.since = System.nanoTime();
    }

    private void tell(Member member, Answer answer) {
        listener.updated(member.name(), answer.data(), answer.status());
        Member before = counting;
        counting = member;
        if (before != null && !before.equals(member)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "RTR cache {0} is followed instead of {1}",
                    member.name(),
                    before.name());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        members.forEach(Member::stop);
    }

    /** Data as it came. */
    private record Answer(RpkiData data, RtrStatus status) {}

    private final class Member {
        private final int rank;
        private final RtrSettings settings;
        private volatile @Nullable RtrClient client;
        private volatile @Nullable Answer last;
        /** On {@link System#nanoTime()}: since when it does not answer, or has been asked for the first time. */
        private volatile long since;

        Member(int rank, RtrSettings settings) {
            this.rank = rank;
            this.settings = settings;
        }

        String name() {
            return settings.name();
        }

        @Nullable
        RtrStatus status() {
            RtrClient running = client;
            return running == null ? null : running.status();
        }

        void start() {
            if (client == null) {
                since = System.nanoTime();
                client = RtrClient.start(settings, clock, (data, status) -> updated(this, new Answer(data, status)));
            }
            RtrStatus status = status();
            if (status != null && status.state() == RtrStatus.State.CURRENT) {
                since = System.nanoTime();
            }
        }

        void stop() {
            RtrClient running = client;
            if (running != null) {
                running.close();
                client = null;
                last = null;
            }
        }

        private boolean patient() {
            return System.nanoTime() - since < patience.toNanos();
        }

        boolean serves() {
            Answer answer = last;
            return answer != null && patient() && !answer.status().expired(clock.instant());
        }

        /** It may answer yet, for the first time. */
        boolean promising() {
            RtrStatus status = status();
            return last == null && status != null && status.failures() == 0 && patient();
        }
    }
}
