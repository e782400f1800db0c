/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.RpkiData;

/**
 * Follows one RTR cache on a virtual thread of its own, for ever: it connects, asks, listens for news, and begins anew
 * after a pause when anything breaks. The data held stays until a complete answer replaces it.
 *
 * <p>Each connection offers the highest version; a cache that refuses it, or hangs up on it without a word, is offered
 * the one below at once. A cache that refuses to tell everything is asked again after its own Retry Interval; where the
 * connection broke, or was ended because the cache broke the protocol or did not answer, after a pause of ours: data ages
 * meanwhile.
 */
public final class RtrClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RtrClient.class.getName());

    private final RtrSettings settings;
    private final InstantSource clock;
    private final Listener listener;
    private final Thread thread;
    private final Owner owner = new Owner();

    private volatile RtrCopy copy = RtrCopy.NONE;
    private volatile RtrStatus status = status(RtrStatus.State.LOADING, 0, null);
    private volatile boolean closed;
    private volatile @Nullable RtrTransport transport;
    private int failures;
    private boolean answered;
    private Duration wanted = Duration.ZERO;

    /** Takes each complete state of the cache's data, also one equal to the last: the cache has confirmed it. */
    public interface Listener {
        /** Called on the client's thread. When it throws, the data does not count as taken and is asked for again. */
        void updated(RpkiData data, RtrStatus status);
    }

    private RtrClient(RtrSettings settings, InstantSource clock, Listener listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("rtr-" + settings.host()).unstarted(this::follow);
    }

    public static RtrClient start(RtrSettings settings, InstantSource clock, Listener listener) {
        RtrClient client = new RtrClient(settings, clock, listener);
        client.thread.start();
        return client;
    }

    public RtrStatus status() {
        return status;
    }

    private RtrStatus status(RtrStatus.State state, int failed, @Nullable String error) {
        RtrCopy held = copy;
        return new RtrStatus(
                state,
                held.version(),
                held.session(),
                held.serial(),
                held.at(),
                held.timers().expire(),
                held.vrps().size(),
                failed,
                error);
    }

    private void follow() {
        int version = settings.version();
        while (!closed) {
            int lower = connection(version);
            version = lower < 0 ? settings.version() : lower;
        }
        status = status(RtrStatus.State.CLOSED, failures, null);
    }

    /** One connection from begin to end. Gives the version to try at once, -1: none, all has to begin anew later. */
    private int connection(int version) {
        answered = false;
        wanted = Duration.ZERO;
        RtrConnection connection = null;
        int lower = -1;
        String error;
        try (RtrTransport opened = connect()) {
            PduReader in = new PduReader(opened.in(), opened::limit, settings.messageTimeout());
            OutputStream out = new BufferedOutputStream(opened.out());
            connection = new RtrConnection(in, out, version, settings, clock, owner);
            connection.run();
            throw new AssertionError("a connection ends with a failure");
        } catch (RtrConnection.VersionRefusedException e) {
            error = text(e);
            lower = Math.min(e.offered(), version - 1);
        } catch (EOFException e) {
            error = text(e);
            lower = connection != null && !connection.negotiated() ? version - 1 : -1;
        } catch (RtrConnection.RefusedException e) {
            error = text(e);
            wanted = e.retry();
        } catch (IOException | RuntimeException | Error e) {
            error = text(e);
        }
        transport = null;
        if (!closed) {
            failed(error, lower >= 0);
        }
        return lower;
    }

    private RtrTransport connect() throws IOException {
        RtrTransport opened = new RtrTransport(settings);
        transport = opened;
        if (closed) {
            opened.close();
        }
        try {
            opened.open();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static String text(Throwable failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }

    private void failed(String error, boolean atOnce) {
        failures = answered ? 1 : failures + 1;
        status = status(copy.at() == null ? RtrStatus.State.LOADING : RtrStatus.State.RETRYING, failures, error);
        LOG.log(
                failures == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                "RTR cache {0}: {1}",
                settings.name(),
                error);
        if (!atOnce) {
            pause();
        }
    }

    private void pause() {
        Duration growing = settings.firstPause().multipliedBy(1L << Math.min(failures - 1, 20));
        Duration pause = growing.compareTo(settings.longestPause()) < 0 ? growing : settings.longestPause();
        try {
            Thread.sleep(pause.compareTo(wanted) < 0 ? wanted : pause);
        } catch (InterruptedException e) {
            // Only close() interrupts, and the loop looks for that next.
            Thread.currentThread().interrupt();
        }
    }

    /** What a connection tells and asks. */
    private final class Owner implements RtrConnection.Owner {
        @Override
        public RtrCopy copy() {
            return copy;
        }

        @Override
        public void completed(RtrCopy completed) {
            RtrCopy before = copy;
            copy = completed;
            RtrStatus now = status(RtrStatus.State.CURRENT, 0, null);
            try {
                listener.updated(new RpkiData(completed.vrps(), aspas(completed)), now);
            } catch (RuntimeException e) {
                copy = before;
                throw e;
            }
            status = now;
            failures = 0;
            answered = true;
        }

        @Override
        public void doubted() {
            copy = copy.notResumable();
        }

        @Override
        public void noData(String said) {
            status = status(copy.at() == null ? RtrStatus.State.LOADING : RtrStatus.State.RETRYING, 1, said);
        }
    }

    /** Lists of one customer count together; a version before ASPAs says nothing about them. */
    private static @Nullable AspaTable aspas(RtrCopy copy) {
        if (copy.version() < 2) {
            return null;
        }
        Map<Asn, Set<Asn>> attested = new HashMap<>();
        copy.aspas()
                .forEach((key, providers) -> attested.computeIfAbsent(key.customer(), any -> new TreeSet<>())
                        .addAll(providers));
        return AspaTable.of(attested);
    }

    /** Ends the connection and waits for the thread, which is never long. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        RtrTransport open = transport;
        try {
            if (open != null) {
                open.close();
            }
            thread.join();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing the connection to the RTR cache", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
