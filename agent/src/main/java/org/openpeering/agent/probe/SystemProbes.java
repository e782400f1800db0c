/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.net.IpAddress;

/**
 * Echo and traceroute by the system's programs, which may open what this one must not. They are called with lists of
 * arguments, never by a shell; the only argument that comes from outside is an address in its canonical form. What they say
 * is bounded, and so is their time.
 */
public final class SystemProbes {
    private static final int LONGEST_OUTPUT = 64 << 10;
    private static final Duration TRACE_TIME = Duration.ofSeconds(60);

    private final Optional<String> ping;
    private final Optional<String> mtr;
    private final Optional<String> traceroute;

    private SystemProbes(Optional<String> ping, Optional<String> mtr, Optional<String> traceroute) {
        this.ping = ping;
        this.mtr = mtr;
        this.traceroute = traceroute;
    }

    /** @param path folders as {@code PATH} has them */
    public static SystemProbes find(String path) {
        return new SystemProbes(program("ping", path), program("mtr", path), program("traceroute", path));
    }

    private static Optional<String> program(String name, String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path file = Path.of(folder.isEmpty() ? "/usr/bin" : folder, name);
            if (file.isAbsolute() && Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    Measured echo(IpAddress address, int count, Duration timeout) throws InterruptedException {
        if (ping.isEmpty()) {
            return Measured.failed(count, Failure.NOT_ABLE);
        }
        long seconds = Math.max(1, timeout.toSeconds());
        List<String> command =
                List.of(ping.get(), "-c", Integer.toString(count), "-W", Long.toString(seconds), address.toString());
        Said said = run(command, Duration.ofSeconds(count + seconds + 2));
        return said == null ? Measured.failed(count, Failure.NOT_ABLE) : PingOutput.read(said.text(), count);
    }

    Measured traceroute(IpAddress address) throws InterruptedException {
        if (mtr.isPresent()) {
            Said said = run(
                    List.of(mtr.get(), "--json", "--no-dns", "--report-cycles", "3", address.toString()), TRACE_TIME);
            List<Hop> hops = said == null ? List.of() : MtrOutput.read(said.text());
            if (!hops.isEmpty()) {
                return reached(hops, address);
            }
        }
        if (traceroute.isPresent()) {
            Said said = run(
                    List.of(traceroute.get(), "-n", "-q", "1", "-w", "2", "-m", "30", address.toString()), TRACE_TIME);
            List<Hop> hops = said == null ? List.of() : TracerouteOutput.read(said.text());
            if (!hops.isEmpty()) {
                return reached(hops, address);
            }
        }
        return Measured.failed(1, Failure.NOT_ABLE);
    }

    /** The target's own answer is the round trip; the hops are the way. */
    static Measured reached(List<Hop> hops, IpAddress address) {
        Hop last = hops.getLast();
        Long trip = last.rttMicros();
        return address.equals(last.address()) && trip != null
                ? new Measured(1, List.of(trip), hops, null)
                : new Measured(1, List.of(), hops, Failure.TIMEOUT);
    }

    private record Said(String text) {}

    private static @Nullable Said run(List<String> command, Duration time) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return null;
        }
        Thread end = Thread.startVirtualThread(() -> endAfter(process, time));
        try (InputStream out = process.getInputStream()) {
            return new Said(new String(out.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        } finally {
            process.destroyForcibly();
            end.interrupt();
            process.waitFor();
        }
    }

    private static void endAfter(Process process, Duration time) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
