/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bmp.BmpMessage.Defect;

/** One router's connection: who it is, then message after message until it ends. */
final class BmpConnection implements Runnable {
    private static final System.Logger LOG = System.getLogger(BmpConnection.class.getName());

    private final Socket socket;
    private final InetAddress source;
    private final BmpListener.Settings settings;
    private final RouterInventory inventory;
    private final BmpReceiver receiver;
    private final InstantSource clock;
    private final Tally<BmpCount> tally;
    private final BiConsumer<String, String> logOnce;
    private final Set<Defect> logged = EnumSet.noneOf(Defect.class);
    private String name;
    private boolean introduced;

    BmpConnection(
            Socket socket,
            BmpListener.Settings settings,
            RouterInventory inventory,
            BmpReceiver receiver,
            InstantSource clock,
            Tally<BmpCount> tally,
            BiConsumer<String, String> logOnce) {
        this.socket = socket;
        this.source = socket.getInetAddress();
        this.settings = settings;
        this.inventory = inventory;
        this.receiver = receiver;
        this.clock = clock;
        this.tally = tally;
        this.logOnce = logOnce;
        this.name = source.getHostAddress();
    }

    @Override
    public void run() {
        try (socket) {
            serve();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Closing the BMP connection of " + name, e);
        }
    }

    private void serve() {
        BmpReceiver.@Nullable Session session = null;
        try {
            socket.setKeepAlive(true);
            BmpFrameReader reader = new BmpFrameReader(patience(), settings.maxMessageLength(), clock);
            RouterIdentity router = introduction(reader).orElse(null);
            if (router != null) {
                introduced = true;
                name = router.name();
                socket.setSoTimeout(0);
                session = receiver.open(router);
                LOG.log(System.Logger.Level.INFO, "BMP session of " + name + " from " + source.getHostAddress());
                relay(reader, session);
            }
        } catch (BmpFramingException e) {
            tally.count(BmpCount.CONNECTIONS_GARBAGE);
            logOnce.accept(
                    "garbage " + source, "Closed the connection of " + name + ", which is no BMP: " + e.getMessage());
        } catch (SocketTimeoutException e) {
            tally.count(BmpCount.CONNECTIONS_INITIATION_TOO_LATE);
            logOnce.accept("late " + source, "Closed the connection of " + name + ": no Initiation in time");
        } catch (IOException e) {
            logOnce.accept("lost " + source, "Lost the BMP connection of " + name + ": " + e.getMessage());
        } catch (RuntimeException e) {
            tally.count(BmpCount.CONNECTIONS_FAILED);
            LOG.log(System.Logger.Level.ERROR, "Closed the BMP connection of " + name, e);
        } finally {
            if (session != null) {
                session.closed();
            }
        }
    }

    /** The socket's stream, whose reads together may take no longer than the Initiation is waited for. */
    private InputStream patience() throws IOException {
        long end = System.nanoTime() + settings.initiationTimeout().toNanos();
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (!introduced) {
                    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                    if (left <= 0) {
                        throw new SocketTimeoutException("no Initiation");
                    }
                    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
                }
                int count = super.read(bytes, offset, length);
                tally.add(BmpCount.BYTES, Math.max(count, 0));
                return count;
            }
        };
    }

    private Optional<RouterIdentity> introduction(BmpFrameReader reader) throws IOException {
        if (!reader.next()) {
            return Optional.empty();
        }
        BmpMessage first = BmpDecoder.decode(reader.buffer(), reader.from(), reader.to());
        tally.count(BmpCount.of(first));
        if (!(first instanceof BmpMessage.Initiation initiation)) {
            tally.count(BmpCount.CONNECTIONS_WITHOUT_INITIATION);
            logOnce.accept(
                    "first " + source, "Closed the connection of " + name + ": it did not start with an Initiation");
            return Optional.empty();
        }
        Optional<RouterIdentity> router = inventory.admit(initiation.sysName(), source);
        if (router.isEmpty()) {
            tally.count(BmpCount.CONNECTIONS_REFUSED_UNKNOWN_ROUTER);
            logOnce.accept(
                    "unknown " + initiation.sysName(),
                    "Refused the BMP session of '" + initiation.sysName() + "' from " + name
                            + ": not a router that is known here");
        }
        return router;
    }

    private void relay(BmpFrameReader reader, BmpReceiver.Session session) throws IOException {
        while (reader.next()) {
            BmpMessage message = BmpDecoder.decode(reader.buffer(), reader.from(), reader.to());
            tally.count(BmpCount.of(message));
            if (message instanceof BmpMessage.Malformed malformed && logged.add(malformed.defect())) {
                LOG.log(System.Logger.Level.WARNING, "BMP session of " + name + ": " + malformed.defect());
            }
            if (!session.receive(message, reader.arrival())) {
                tally.count(BmpCount.CONNECTIONS_SUPERSEDED);
                logOnce.accept("superseded " + name, "Another connection took over the BMP session of " + name);
                return;
            }
            if (message instanceof BmpMessage.Termination termination) {
                LOG.log(System.Logger.Level.INFO, "BMP session of " + name + " ended by it: " + termination.reason());
                return;
            }
        }
    }
}
