/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The protocol over one connection, from the first question until something breaks (RFC 8210 sections 7 and 8). */
final class RtrConnection {
    /** Between an answer and the next question, whatever the cache notifies. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final PduReader in;
    private final OutputStream out;
    private final RtrSettings settings;
    private final InstantSource clock;
    private final Owner owner;

    private int version;
    private boolean negotiated;
    private Question question = Question.NONE;
    private @Nullable RtrAnswer answer;
    private boolean notified;
    /** On {@link System#nanoTime()}: when to ask again, or until when the answer has to be complete. */
    private long due;
    /** On the same clock: when a notification may lead to a question. */
    private long rested = System.nanoTime();

    private enum Question {
        NONE,
        EVERYTHING,
        WHAT_IS_NEW
    }

    /** Who keeps the copy. */
    interface Owner {
        RtrCopy copy();

        /** A new copy is complete. When this fails it does not count. */
        void completed(RtrCopy copy);

        /** What stands at the cache is not what we have. */
        void doubted();

        void noData(String said);
    }

    /** The cache does not speak the version. */
    static final class VersionRefusedException extends IOException {
        private final int offered;

        VersionRefusedException(int offered, String message) {
            super(message);
            this.offered = offered;
        }

        /** The version in which it said so. */
        int offered() {
            return offered;
        }
    }

    /** The cache answered a question by an Error Report. */
    static final class RefusedException extends IOException {
        private final Duration retry;

        RefusedException(Duration retry, String message) {
            super(message);
            this.retry = retry;
        }

        /** How long the cache wants to be left alone. */
        Duration retry() {
            return retry;
        }
    }

    RtrConnection(PduReader in, OutputStream out, int version, RtrSettings settings, InstantSource clock, Owner owner) {
        this.in = in;
        this.out = out;
        this.version = version;
        this.settings = settings;
        this.clock = clock;
        this.owner = owner;
    }

    /** Whether the cache has answered at all. */
    boolean negotiated() {
        return negotiated;
    }

    /**
     * Never returns normally. Whatever comes or does not come: a question is open until {@link #due} at the latest, and
     * asked once; between two questions the cache may say what it wants, but not keep us from the next one.
     */
    void run() throws IOException {
        try {
            ask();
            while (true) {
                long left = due - System.nanoTime();
                Pdu pdu = left > 0 ? in.next(Duration.ofNanos(left)) : null;
                if (pdu != null) {
                    receive(pdu);
                }
                if (due - System.nanoTime() <= 0) {
                    overdue();
                }
            }
        } catch (RtrProtocolException e) {
            owner.doubted();
            if (e.reportable()) {
                report(e);
            }
            throw e;
        }
    }

    /**
     * A cache that does not answer is left: asked once more on the same connection, its late answer would be taken for that
     * to the second question.
     */
    private void overdue() throws IOException {
        if (question != Question.NONE) {
            throw new SocketTimeoutException("no complete answer in " + settings.answerTimeout());
        }
        ask();
    }

    private void report(RtrProtocolException failure) {
        try {
            out.write(PduEncoder.errorReport(version, failure));
            out.flush();
        } catch (IOException ignored) {
            // The cache that broke the protocol is not there to be told.
        }
    }

    private void ask() throws IOException {
        RtrCopy copy = owner.copy();
        boolean resume = copy.resumable() && copy.version() == version && !copy.expired(clock.instant());
        question = resume ? Question.WHAT_IS_NEW : Question.EVERYTHING;
        answer = null;
        notified = false;
        due = System.nanoTime() + settings.answerTimeout().toNanos();
        out.write(
                resume
                        ? PduEncoder.serialQuery(version, copy.session(), copy.serial())
                        : PduEncoder.resetQuery(version));
        out.flush();
    }

    private void idle(Duration pause) {
        question = Question.NONE;
        answer = null;
        due = System.nanoTime() + pause.toNanos();
        rested = System.nanoTime() + REST.toNanos();
    }

    private void receive(Pdu pdu) throws IOException {
        if (pdu instanceof Pdu.ErrorReport report) {
            refused(report);
            return;
        }
        if (!negotiated) {
            if (pdu instanceof Pdu.SerialNotify) {
                return;
            }
            if (pdu.version() > version) {
                throw new RtrProtocolException(RtrError.UNSUPPORTED_VERSION, "version " + pdu.version());
            }
            version = pdu.version();
            negotiated = true;
        }
        if (pdu.version() != version) {
            throw new RtrProtocolException(
                    RtrError.UNEXPECTED_VERSION, "version " + pdu.version() + " after version " + version);
        }
        switch (pdu) {
            case Pdu.SerialNotify notify -> notified(notify);
            case Pdu.CacheResponse response -> begin(response);
            case Pdu.Prefix prefix -> answer(pdu).add(prefix);
            case Pdu.Aspa aspa -> answer(pdu).add(aspa);
            case Pdu.RouterKey key -> answer(key).skip();
            case Pdu.EndOfData end -> complete(end);
            case Pdu.CacheReset reset -> reset(reset);
            case Pdu.SerialQuery query -> throw outOfPlace(query);
            case Pdu.ResetQuery query -> throw outOfPlace(query);
            case Pdu.ErrorReport report -> refused(report);
        }
    }

    private static RtrProtocolException outOfPlace(Pdu pdu) {
        return new RtrProtocolException(
                RtrError.CORRUPT_DATA, pdu.getClass().getSimpleName() + " where none is expected");
    }

    private RtrAnswer answer(Pdu pdu) throws RtrProtocolException {
        if (answer == null) {
            throw outOfPlace(pdu);
        }
        return answer;
    }

    private void notified(Pdu.SerialNotify notify) {
        RtrCopy copy = owner.copy();
        boolean news = notify.session() != copy.session() || notify.serial() != copy.serial();
        if (question != Question.NONE) {
            notified = true;
        } else if (news && rested - due < 0) {
            due = rested;
        }
    }

    private void begin(Pdu.CacheResponse response) throws RtrProtocolException {
        if (question == Question.NONE || answer != null) {
            throw outOfPlace(response);
        }
        RtrCopy copy = owner.copy();
        if (question == Question.WHAT_IS_NEW && (response.session() != copy.session() || version != copy.version())) {
            throw new RtrProtocolException(
                    RtrError.CORRUPT_DATA,
                    "session id " + response.session() + " in an answer about session " + copy.session());
        }
        answer = new RtrAnswer(
                question == Question.WHAT_IS_NEW ? copy : RtrCopy.NONE, response.session(), settings.mostRecords());
    }

    private void complete(Pdu.EndOfData end) throws IOException {
        RtrCopy copy = answer(end).complete(end, clock.instant());
        owner.completed(copy);
        // A notification that came meanwhile may be about something newer still.
        idle(notified ? REST : copy.timers().refresh());
    }

    private void reset(Pdu.CacheReset reset) throws IOException {
        if (question != Question.WHAT_IS_NEW || answer != null) {
            throw outOfPlace(reset);
        }
        owner.doubted();
        ask();
    }

    private void refused(Pdu.ErrorReport report) throws IOException {
        String said = "the cache reports error " + report.code() + ": " + report.text();
        if (report.code() == RtrError.NO_DATA_AVAILABLE.code() && question != Question.NONE) {
            Duration pause = retry();
            // The next question has to be for everything (RFC 8210 section 8.4).
            owner.doubted();
            owner.noData(said);
            idle(pause);
            return;
        }
        boolean aboutVersion = report.code() == RtrError.UNSUPPORTED_VERSION.code()
                || report.code() == RtrError.UNEXPECTED_VERSION.code();
        if (aboutVersion && !negotiated) {
            throw new VersionRefusedException(report.version(), said);
        }
        Duration pause = retry();
        owner.doubted();
        throw question == Question.NONE ? new IOException(said) : new RefusedException(pause, said);
    }

    /**
     * How long to wait after a question that was refused: as the last answer said, else as we do ourselves. Who could not
     * say what is new may still tell everything, as a cache that was restarted does; that is another question.
     */
    private Duration retry() {
        RtrCopy copy = owner.copy();
        if (question == Question.WHAT_IS_NEW) {
            return settings.firstPause();
        }
        return copy.at() == null ? settings.longestPause() : copy.timers().retry();
    }
}
