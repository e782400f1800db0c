/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.mrt.MrtDamage;
import org.openpeering.insights.mrt.MrtReader;
import org.openpeering.insights.mrt.MrtSummary;
import org.openpeering.insights.mrt.Recording;
import org.openpeering.replay.scenario.Scenario;

/** One recording, from its file to its feed; or one scenario. */
final class Replay implements Closeable {
    private static final int BUFFER = 64 << 10;
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int DAMAGES_SHOWN = 3;

    private final PrintStream out;
    private final boolean terminal;
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile @Nullable Feed feed;

    /** @param terminal whether people look at it now */
    Replay(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** What is read of the file, packed. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count += Math.max(read, 0);
            return read;
        }
    }

    /** Plays all of it; throws ReplayException when that can't be. */
    void play(Options options) throws InterruptedException {
        Staged staged = options.staged();
        if (staged == null) {
            play(options, options.file());
        } else {
            play(options, staged);
        }
    }

    private void play(Options options, Staged staged) throws InterruptedException {
        Scenario scenario = staged.scenario();
        staged.words(scenario).forEach(out::println);
        try {
            Feed opened = open(options);
            Progress progress = new Progress(out, terminal, scenario.tellings().size(), System::nanoTime);
            Pacer pacer = Pacer.whole(options.speed(), System::nanoTime);
            Stage stage = new Stage(
                    opened,
                    turn(pacer, opened, progress, progress::messages),
                    InstantSource.system(),
                    staged.roas() == null ? null : new Roas(staged.roas()));
            stage.play(scenario);
            if (!options.stay()) {
                stage.leave();
            }
            progress.end(progress.messages(), stage.peers());
            stay(options);
        } catch (IOException e) {
            throw ReplayException.failed(staged.incident().label() + " can't be played: " + e.getMessage());
        }
    }

    private void play(Options options, Path file) throws InterruptedException {
        try (Counted packed = new Counted(Files.newInputStream(file));
                BufferedInputStream in = new BufferedInputStream(packed, BUFFER)) {
            in.mark(Captured.HEADER);
            boolean captured = Captured.begins(in.readNBytes(Captured.HEADER));
            in.reset();
            if (captured && options.as() == Options.As.RIS) {
                throw ReplayException.unusable(file + " is BMP, which can only be played as bmp");
            }
            InputStream recording = captured ? in : unpacked(file, in);
            Feed opened = open(options);
            Progress progress = new Progress(out, terminal, Files.size(file), System::nanoTime);
            Player.Turn turn = turn(new Pacer(options.speed(), System::nanoTime), opened, progress, () -> packed.count);
            if (opened instanceof BmpFeed bmp && captured) {
                Captured capture = new Captured();
                capture.play(recording, bmp, turn);
                progress.end(packed.count, capture.peers());
            } else {
                play(file, recording, opened, turn, progress, packed, options.stay());
            }
            stay(options);
        } catch (UncheckedIOException e) {
            throw failed(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static ReplayException failed(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? ReplayException.unusable("There is no file " + file)
                : ReplayException.unusable(file + " can't be read or played: " + e.getMessage());
    }

    private static InputStream unpacked(Path file, InputStream in) {
        try {
            return Recording.unpacked(in);
        } catch (IOException e) {
            throw ReplayException.unusable(file + " can't be unpacked: " + e.getMessage());
        }
    }

    private Feed open(Options options) throws IOException, InterruptedException {
        if (options.as() == Options.As.BMP) {
            InetSocketAddress collector = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
            BmpFeed router = BmpFeed.connect(collector, options.source(), options.router());
            feed = router;
            out.println("Router " + options.router() + " is connected to port " + options.port() + ".");
            return router;
        }
        RisFeed server = RisFeed.listen(options.port(), options.router());
        feed = server;
        String url = "ws://127.0.0.1:" + server.port() + "/v1/ws/";
        out.println("Serving RIS Live at " + url + "; waiting for a subscriber: ./start --ris-live " + url
                + ", with a prefix that is monitored.");
        server.awaitSubscriber();
        return server;
    }

    /** @param done as in {@link Progress} */
    private static Player.Turn turn(Pacer pacer, Feed feed, Progress progress, LongSupplier done) {
        return recorded -> {
            long left = pacer.left(recorded);
            if (left > 0) {
                feed.flush();
            }
            while (left > 0) {
                pause(Math.min(left, LOOK_EVERY_NANOS));
                progress.look(done.getAsLong());
                left = pacer.left(recorded);
            }
            progress.message(recorded, done.getAsLong());
        };
    }

    private static void pause(long nanos) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void play(
            Path file,
            InputStream recording,
            Feed to,
            Player.Turn turn,
            Progress progress,
            Counted packed,
            boolean stay)
            throws IOException {
        Player player = new Player(to, turn);
        MrtSummary summary = MrtReader.read(recording, player);
        player.end();
        if (!stay) {
            player.leave();
        }
        progress.end(packed.count, player.peers());
        tell(summary, player);
        MrtDamage broken = summary.brokeOff().orElse(null);
        if (broken != null && progress.messages() == 0) {
            throw ReplayException.unusable(file + " is no recording in MRT that can be read: " + words(broken));
        }
        if (broken != null) {
            throw ReplayException.failed("The recording breaks " + words(broken) + ". What comes before it was played");
        }
    }

    private void tell(MrtSummary summary, Player player) {
        summary.damages().stream()
                .limit(DAMAGES_SHOWN)
                .forEach(damage -> out.println("Left out, since it is damaged: " + words(damage) + "."));
        if (summary.damaged() > DAMAGES_SHOWN) {
            out.println("Damaged records in all: " + summary.damaged() + ".");
        }
        if (player.unplayable() > 0) {
            out.println("Messages and routes that no message could be made of: " + player.unplayable() + ".");
        }
    }

    private static String words(MrtDamage damage) {
        return "at byte " + damage.offset() + ", in record " + damage.record() + ": " + damage.reason();
    }

    private void stay(Options options) throws InterruptedException {
        if (options.stay()) {
            out.println("Staying connected; Ctrl-C ends it.");
            asked.await();
        }
    }

    /** Ends it, from wherever it is. */
    @Override
    public void close() {
        asked.countDown();
        Feed open = feed;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger("replay").log(System.Logger.Level.DEBUG, "close", e);
            }
        }
    }
}
