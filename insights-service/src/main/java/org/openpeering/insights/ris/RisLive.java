/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.LogGate;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorCount;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.MonitoredTrie;

/**
 * The client of RIS Live: connects, subscribes to what is monitored, and gives what comes to a collector of its own, whose
 * sink is told of routes and never of sessions.
 *
 * <p>One thread does all of it but the taking of frames, which the event loop puts into a bounded ring: the server cuts
 * who reads slowly. A message that finds no room is dropped and counted.
 *
 * <p>One instance alone reads at a time ({@link Watch}). A dropped message, a connection that ended, a change that was not
 * sent, and the begin of a turn are gaps: what vantages told before stands and is in doubt, until it is told again or
 * patience with the gap is over ({@link Gaps}). Before it is told, a gap is written down for whoever reads next.
 */
public final class RisLive implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RisLive.class.getName());
    private static final String PING = "{\"type\":\"ping\"}";

    /**
     * How to talk to a server.
     *
     * @param client what to be called there
     * @param turn how often to look whether there is something to do; changes in between become one
     * @param ping how often to ask for an answer
     * @param silence how long nothing may be heard before the connection counts as dead
     * @param firstPause before the second attempt; doubled with each failure
     * @param longestPause between two attempts
     * @param patience how long what was told before a gap may stand
     * @param ring most messages that wait
     * @param largestMessage bytes; those beyond are dropped
     * @param mostSubscriptions beyond them everything is asked for
     */
    public record Settings(
            URI url,
            String client,
            Duration turn,
            Duration ping,
            Duration silence,
            Duration firstPause,
            Duration longestPause,
            Duration patience,
            int ring,
            int largestMessage,
            int mostSubscriptions) {
        private static final Duration TURN = Duration.ofMillis(250);
        private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
        private static final int LARGEST_MESSAGE = 1 << 20;

        /**
         * Doubles up to the longest, and between half and all of that: clients must not come back all at once.
         *
         * @param luck between 0 and 1
         */
        Duration pause(int failures, double luck) {
            long pause = Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(failures, 20));
            return Duration.ofMillis(pause / 2 + Math.round(luck * (pause - pause / 2)));
        }

        /** Throws for what is no address of a WebSocket. */
        public static Settings of(RisLiveConfig config, URI url) {
            boolean known = "ws".equals(url.getScheme()) || "wss".equals(url.getScheme());
            if (!known || url.getHost() == null || url.getUserInfo() != null) {
                throw new IllegalArgumentException("not the address of a WebSocket without credentials: " + url);
            }
            return new Settings(
                    url,
                    config.client(),
                    TURN,
                    config.ping(),
                    config.silence(),
                    FIRST_PAUSE,
                    config.longestPause(),
                    config.patience(),
                    config.maxWaiting(),
                    LARGEST_MESSAGE,
                    config.maxSubscriptions());
        }
    }

    /**
     * What an operator wants to know.
     *
     * @param connectedSince null while there is no connection
     * @param lastError the latest thing that went wrong, empty for none
     * @param gaps how often something may have been missed
     * @param subscribed subscriptions sent on this connection
     * @param confirmed those that the server has confirmed
     */
    public record Status(
            URI server,
            @Nullable Instant connectedSince,
            @Nullable Instant lastMessage,
            String lastError,
            @Nullable Instant lastErrorAt,
            long gaps,
            @Nullable Instant lastGap,
            int subscribed,
            int confirmed) {}

    private final WebSocketClient sockets;
    private final Settings settings;
    private final Collector collector;
    private final Vantages vantages;
    private final InstantSource clock;
    private final FeedTurns turns;
    private final LogGate gate;
    private final Tally<RisCount> tally = new Tally<>(RisCount.class);
    private final FrameRing ring;
    private final MonitoredTrie watched = new MonitoredTrie();
    private final RisDecoder decoder = new RisDecoder(watched);
    private final Thread thread = Thread.ofPlatform().name("ris-live").daemon().unstarted(this::run);

    /** Grows with each change of what is monitored. */
    private final AtomicLong changes = new AtomicLong();

    /** What was watched, and whose routes are to be forgotten. */
    private final Queue<IpPrefix> unwatched = new ConcurrentLinkedQueue<>();

    private final AtomicLong drops = new AtomicLong();
    private final Set<String> subscribed = new LinkedHashSet<>();
    private long subscribedAt;
    private long dropsSeen;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    // What the status shows; written by the one thread.
    private volatile @Nullable Instant connectedSince;
    private volatile @Nullable Instant lastMessage;
    private volatile String lastError = "";
    private volatile @Nullable Instant lastErrorAt;
    private final AtomicLong gaps = new AtomicLong();
    private volatile @Nullable Instant lastGap;
    private volatile int asked;
    private final AtomicInteger confirmed = new AtomicInteger();

    /**
     * @param collector used by nobody else
     * @param watch closed when this is
     */
    public RisLive(Vertx vertx, Settings settings, Collector collector, InstantSource clock, Watch watch, Voice voice) {
        this.settings = settings;
        this.collector = collector;
        this.clock = clock;
        vantages = new Vantages(collector);
        turns = new FeedTurns(watch, voice, collector, vantages, settings.patience(), this::monitored, () -> stopping);
        gate = new LogGate(clock);
        ring = new FrameRing(settings.ring(), 64L << 20);
        sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout((int) settings.silence().toMillis())
                .setMaxFrameSize(4 * settings.largestMessage())
                .setMaxMessageSize(4 * settings.largestMessage()));
    }

    public void start() {
        thread.start();
    }

    /** Watches a prefix, or takes a later revision of one that is watched. */
    public synchronized void monitor(IpPrefix prefix, long revision) {
        boolean first = watched.put(new MonitoredPrefix(prefix, revision)).isEmpty();
        collector.monitor(prefix, revision);
        if (first) {
            turns.begun(prefix);
            changes.incrementAndGet();
        }
    }

    /** Something of that prefix was not sent: to be told again, as far as it is known. */
    public void unsent(IpPrefix prefix) {
        turns.unsent(prefix);
    }

    public synchronized void unmonitor(IpPrefix prefix) {
        if (watched.remove(prefix).isPresent()) {
            collector.unmonitor(prefix);
            if (turns.isOn()) {
                unwatched.add(prefix);
            }
            changes.incrementAndGet();
        }
    }

    /** Tells again all that vantages hold of a prefix. */
    public void resync(IpPrefix prefix, Predicate<SessionId> of) {
        collector.resync(prefix, of);
    }

    /** Whether a vantage has the route. */
    public boolean holds(RouteId route) {
        return collector.holds(route);
    }

    /** Messages that were dropped and routes that found no place, since the service started. */
    public long lost() {
        return tally.of(RisCount.MESSAGES_DROPPED_RING_FULL)
                + tally.of(RisCount.MESSAGES_DROPPED_TOO_LARGE)
                + collector.tally().of(CollectorCount.ROUTES_REFUSED);
    }

    private synchronized Collection<IpPrefix> monitored() {
        Set<IpPrefix> prefixes = new LinkedHashSet<>();
        watched.forEach(monitored -> prefixes.add(monitored.prefix()));
        return prefixes;
    }

    public Status status() {
        return new Status(
                settings.url(),
                connectedSince,
                lastMessage,
                lastError,
                lastErrorAt,
                gaps.get(),
                lastGap,
                asked,
                confirmed.get());
    }

    public Tally<RisCount> tally() {
        return tally;
    }

    /** Whether this instance is the one that reads the feed. */
    public boolean reads() {
        return turns.isOn();
    }

    /** Why this instance can't read the feed any more; empty while it can. */
    public Optional<Throwable> stopped() {
        return Optional.ofNullable(failure);
    }

    /** Messages that wait to be worked on. */
    public int waiting() {
        return ring.size();
    }

    /** Does what has become due; true while there is something to read for this instance. */
    private boolean reading() {
        Instant now = clock.instant();
        turns.look(now);
        collector.tick(now);
        return turns.isOn() && watched.size() > 0;
    }

    private void run() {
        int failures = 0;
        try (turns) {
            while (!stopping) {
                if (!reading()) {
                    pause(settings.turn());
                } else if (serve()) {
                    failures = 0;
                    pause(backoff(0));
                } else {
                    pause(backoff(failures++));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // What the collector could not get rid of stops it for good, and the service's liveness tells.
            failure = e;
            failed("stopped", "stopped: " + e);
            LOG.log(System.Logger.Level.ERROR, "RIS Live is read no more", e);
        }
    }

    private Duration backoff(int failures) {
        return settings.pause(failures, ThreadLocalRandom.current().nextDouble());
    }

    private void pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !stopping; left = end - System.nanoTime()) {
            ring.poll(Duration.ofNanos(Math.min(left, settings.turn().toNanos())));
            reading();
        }
    }

    /** True when it was connected, and some message was good. */
    private boolean serve() throws InterruptedException {
        long before = tally.of(RisCount.MESSAGES_UPDATE) + tally.of(RisCount.MESSAGES_SUBSCRIBED);
        try (RisSocket socket =
                RisSocket.open(sockets, where(), settings.silence(), ring, settings.largestMessage(), this::dropped)) {
            tally.count(RisCount.CONNECTIONS_OPENED);
            connected();
            try {
                talk(socket);
            } finally {
                disconnected(socket);
            }
        } catch (IOException e) {
            tally.count(RisCount.CONNECTIONS_FAILED);
            failed("connect", "not connected: " + e.getMessage());
        } catch (RuntimeException e) {
            if (collector.failure().isPresent()) {
                throw e;
            }
            failed("unexpected", "connection given up: " + e);
        }
        return tally.of(RisCount.MESSAGES_UPDATE) + tally.of(RisCount.MESSAGES_SUBSCRIBED) > before;
    }

    private WebSocketConnectOptions where() {
        URI url = settings.url();
        String query =
                url.getRawQuery() == null ? "client=" + URLEncoder.encode(settings.client(), UTF_8) : url.getRawQuery();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        boolean secure = url.getScheme().equals("wss");
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        return new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(path + "?" + query);
    }

    private void connected() {
        connectedSince = clock.instant();
        subscribed.clear();
        subscribedAt = -1;
        asked = 0;
        confirmed.set(0);
        LOG.log(System.Logger.Level.INFO, "RIS Live: connected to " + settings.url());
    }

    private void talk(RisSocket socket) throws InterruptedException {
        long pinged = System.nanoTime();
        long turned = pinged - settings.turn().toNanos();
        while (!stopping) {
            byte[] message = ring.poll(socket.isOpen() ? settings.turn() : Duration.ZERO);
            if (message != null) {
                take(message);
            } else if (!socket.isOpen()) {
                return;
            }
            long now = System.nanoTime();
            if (message != null && now - turned < settings.turn().toNanos()) {
                continue;
            }
            turned = now;
            boolean due = now - pinged >= settings.ping().toNanos();
            if (message == null || due) {
                // Once for a burst, not four times a second in it.
                noteDrops();
            }
            if (!reading() || !healthy(socket)) {
                return;
            }
            subscribe(socket);
            if (due) {
                pinged = now;
                socket.send(PING);
            }
        }
    }

    private boolean healthy(RisSocket socket) {
        boolean silent = socket.isOpen() && socket.silent().compareTo(settings.silence()) > 0;
        if (silent) {
            tally.count(RisCount.CONNECTIONS_SILENT);
            failed("silent", "silent for " + settings.silence().toSeconds() + " s");
        }
        return !silent;
    }

    /** All changes since the last turn at once; new ones before old ones end, so that nothing is out of sight between. */
    private void subscribe(RisSocket socket) {
        long now = changes.get();
        if (subscribedAt == now || socket.congested()) {
            return;
        }
        Set<String> wantedNow = Subscriptions.of(monitored(), settings.mostSubscriptions());
        for (String data : wantedNow) {
            if (subscribed.add(data)) {
                socket.send(Subscriptions.begin(data));
            }
        }
        subscribed.removeIf(data -> {
            boolean over = !wantedNow.contains(data);
            if (over) {
                socket.send(Subscriptions.end(data));
            }
            return over;
        });
        for (IpPrefix prefix = unwatched.poll(); prefix != null; prefix = unwatched.poll()) {
            vantages.forget(prefix, watched, clock.instant());
        }
        subscribedAt = now;
        asked = subscribed.size();
    }

    private void take(byte[] bytes) {
        Instant now = clock.instant();
        Instant gapped = turns.gapped();
        // Later than the gap before it, whoever's clock that was.
        Instant arrival = now.isBefore(gapped) ? gapped : now;
        RisMessage message = decoder.decode(bytes, 0, bytes.length);
        tally.count(RisCount.of(message));
        if (decoder.leftOut() > 0) {
            tally.add(RisCount.PARTS_LEFT_OUT, decoder.leftOut());
        }
        lastMessage = now;
        switch (message) {
            case UPDATE ->
                vantages.update(decoder.peer(), decoder.updates(), decoder.length(), decoder.timestamp(), arrival);
            case PEER_DOWN -> vantages.down(decoder.peer(), decoder.timestamp(), arrival);
            case ERROR -> failed("server", "the server says: " + decoder.error());
            case SUBSCRIBED -> confirmed.incrementAndGet();
            case OTHER, UNREADABLE, NOT_JSON -> {}
        }
    }

    /** Called on the event loop. */
    private void dropped(RisCount why) {
        tally.count(why);
        drops.incrementAndGet();
    }

    private void noteDrops() {
        long now = drops.get();
        if (now != dropsSeen) {
            failed("drops", now - dropsSeen + " messages dropped");
            dropsSeen = now;
            gap();
        }
    }

    private void gap() {
        turns.missed();
        gaps.incrementAndGet();
        lastGap = clock.instant();
    }

    private void disconnected(RisSocket socket) {
        if (!stopping && !socket.isOpen()) {
            tally.count(RisCount.CONNECTIONS_LOST);
            failed("lost", "connection lost: " + socket.end());
        }
        connectedSince = null;
        asked = 0;
        confirmed.set(0);
        dropsSeen = drops.get();
        gap();
    }

    private void failed(String matter, String words) {
        lastError = words;
        lastErrorAt = clock.instant();
        if (gate.opens(matter)) {
            LOG.log(System.Logger.Level.WARNING, "RIS Live: " + words);
        }
    }

    @Override
    public void close() {
        stopping = true;
        ring.wake();
        if (thread.getState() == Thread.State.NEW) {
            turns.close();
        }
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        var _ = sockets.close();
    }
}
