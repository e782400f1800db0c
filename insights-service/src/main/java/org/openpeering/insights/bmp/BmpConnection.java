/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bmp.BmpMessage.Defect;
import org.openpeering.insights.bmp.RouterInventory.Admission;

/**
 * One router's connection: who it is, then message after message until it ends. Until it is known, no more than {@value
 * #INTRODUCTION} bytes are read, whatever it announces.
 */
final class BmpConnection implements Runnable {
    private static final System.Logger LOG = System.getLogger(BmpConnection.class.getName());
    /** A sysDescr is a line or two. */
    private static final int INTRODUCTION = 4096;
    /** With these a router that vanished without a word is noticed within a minute, and its place is free. */
    private static final int KEEP_ALIVE_AFTER_SECONDS = 30;

    private static final int KEEP_ALIVE_EVERY_SECONDS = 10;
    private static final int KEEP_ALIVE_PROBES = 3;

    private final Socket socket;
    private final InetAddress source;
    private final BmpListener listener;
    private final BmpDecoder decoder = new BmpDecoder();
    private final Set<Defect> logged = EnumSet.noneOf(Defect.class);
    private String name;
    private boolean introduced;
    private volatile boolean opened;
    private volatile boolean dismissed;

    BmpConnection(Socket socket, BmpListener listener) {
        this.socket = socket;
        this.source = socket.getInetAddress();
        this.listener = listener;
        this.name = source.getHostAddress();
    }

    InetAddress source() {
        return source;
    }

    /** The receiver has its session. */
    boolean opened() {
        return opened;
    }

    boolean dismissed() {
        return dismissed;
    }

    /** Ends it from outside; who does so tells why. */
    void dismiss() {
        dismissed = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Closing the BMP connection of " + name, e);
        }
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
            keepAlive();
            BmpFrameReader reader = new BmpFrameReader(
                    patience(), Math.min(INTRODUCTION, listener.settings().maxMessageLength()), listener.clock());
            RouterIdentity router = introduction(reader).orElse(null);
            if (router != null) {
                introduced = true;
                name = router.name();
                socket.setSoTimeout(0);
                reader.allow(listener.settings().maxMessageLength());
                session = listener.receiver().open(router);
                opened = true;
                LOG.log(System.Logger.Level.INFO, "BMP session of " + name + " from " + source.getHostAddress());
                relay(reader, session);
            }
        } catch (BmpFramingException e) {
            refuse(Refusal.NOT_BMP, ": " + e.getMessage());
        } catch (EOFException e) {
            refuse(Refusal.CUT_OFF, "");
        } catch (SocketTimeoutException e) {
            refuse(Refusal.INITIATION_TOO_LATE, "");
        } catch (IOException e) {
            if (!dismissed) {
                listener.logOnce("lost " + source, "Lost the BMP connection of " + name + ": " + e.getMessage());
            }
        } catch (RuntimeException e) {
            listener.tally().count(BmpCount.CONNECTIONS_FAILED);
            LOG.log(System.Logger.Level.ERROR, "Closed the BMP connection of " + name, e);
        } finally {
            if (session != null) {
                session.closed();
            }
        }
    }

    private void refuse(Refusal reason, String detail) {
        listener.refuse(source, reason, introduced ? name : "", detail);
    }

    private void keepAlive() throws IOException {
        socket.setKeepAlive(true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_AFTER_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_EVERY_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
        }
    }

    /** The socket's stream, whose reads together may take no longer than the Initiation is waited for. */
    private InputStream patience() throws IOException {
        long end = System.nanoTime() + listener.settings().initiationTimeout().toNanos();
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
                listener.tally().add(BmpCount.BYTES, Math.max(count, 0));
                return count;
            }
        };
    }

    private Optional<RouterIdentity> introduction(BmpFrameReader reader) throws IOException {
        if (!reader.next()) {
            return Optional.empty();
        }
        BmpMessage first = decoder.decode(reader.buffer(), reader.from(), reader.to());
        listener.tally().count(BmpCount.of(first));
        if (!(first instanceof BmpMessage.Initiation initiation)) {
            refuse(Refusal.NO_INITIATION, "");
            return Optional.empty();
        }
        Admission admission = switch (listener.inventory().admit(initiation.sysName(), source)) {
            case Admission.Admitted admitted -> listener.claim(admitted.router(), this);
            case Admission.Refused refused -> refused;
        };
        return switch (admission) {
            case Admission.Admitted admitted -> Optional.of(admitted.router());
            case Admission.Refused refused -> {
                listener.refuse(source, refused.reason(), initiation.sysName(), "");
                yield Optional.empty();
            }
        };
    }

    private void relay(BmpFrameReader reader, BmpReceiver.Session session) throws IOException {
        while (reader.next()) {
            BmpMessage message = decoder.decode(reader.buffer(), reader.from(), reader.to());
            listener.tally().count(BmpCount.of(message));
            if (message instanceof BmpMessage.Malformed malformed && logged.add(malformed.defect())) {
                LOG.log(System.Logger.Level.WARNING, "BMP session of " + name + ": " + malformed.defect());
            }
            if (!session.receive(message, reader.arrival())) {
                if (!dismissed) {
                    listener.superseded(name);
                }
                return;
            }
            if (message instanceof BmpMessage.Termination termination) {
                LOG.log(System.Logger.Level.INFO, "BMP session of " + name + " ended by it: " + termination.reason());
                return;
            }
        }
    }
}
