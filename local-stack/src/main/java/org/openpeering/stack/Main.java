/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.openpeering.stack.demo.Agents;
import org.openpeering.stack.demo.Demonstration;
import org.openpeering.stack.process.Output;
import org.openpeering.stack.process.PortTakenException;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.StackException;

/**
 * The program behind {@code ./start}.
 *
 * <p>Exit codes: 0 when it was asked to stop and everything stopped; 1 when a part could not be started or did not stay
 * up; 2 when an option or a port does not fit. SIGINT and SIGTERM are the way to ask for the stop, so they are no failure.
 */
public final class Main {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    /** Of the demonstration's agents, by their clients. */
    private static final Map<String, String> SITES =
            new TreeMap<>(Map.of("agent", "Frankfurt", "agent-amsterdam", "Amsterdam"));

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final AtomicBoolean streaming = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** Those of the demonstration. */
    private final List<MeasuringAgent> agents = new CopyOnWriteArrayList<>();

    private Main() {}

    public static void main(String[] arguments) {
        int code = new Main().run(arguments);
        // Not exit: the shutdown hook is for signals.
        Runtime.getRuntime().halt(code);
    }

    private int run(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments, System.getenv());
        } catch (StackException e) {
            out.println(e.getMessage());
            return UNUSABLE;
        }
        if (options.help()) {
            out.print(Options.usage());
            return STOPPED;
        }
        Path data = options.data() == null
                ? Repository.root().resolve(".local")
                : options.data().toAbsolutePath();
        Output prefixed = Output.prefixed(out::println);
        LocalStack stack = LocalStack.builder()
                .data(data)
                .ports(options.ports())
                .parts(options.parts())
                .lab(options.lab())
                .risLive(options.risLive())
                .roas(options.roas(), EnumSet.of(Part.PREFIX, Part.INSIGHTS))
                .reservedNumbers(options.reservedNumbers())
                .output((name, line) -> {
                    if (streaming.get()) {
                        prefixed.line(name, line);
                    }
                })
                .progress(out::println)
                .restarts(true)
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnSignal(stack), "signal"));
        return run(stack, options);
    }

    private int run(LocalStack stack, Options options) {
        try {
            if (options.reset()) {
                stack.forget();
            }
            stack.start();
            announce(stack, options.parts());
            streaming.set(true);
            if (options.demo()) {
                demonstrate(stack);
            }
            stack.failure().join();
            return stopRest(stack);
        } catch (RuntimeException e) {
            if (stopping.get()) {
                return waitForSignalThread();
            }
            out.println(e instanceof StackException ? e.getMessage() : "Failed: " + e);
            return e instanceof PortTakenException ? UNUSABLE : FAILED;
        }
    }

    private void announce(LocalStack stack, Set<Part> parts) {
        if (parts.containsAll(EnumSet.allOf(Part.class))) {
            out.println("OpenPeering is ready: " + stack.gatewayUri());
            out.println(Hints.text(stack));
        } else {
            out.println("Ready: " + parts.stream().map(Part::label).collect(Collectors.joining(", ")));
        }
    }

    /** The routers of the demonstration stay connected until the stack stops. */
    private void demonstrate(LocalStack stack) {
        try {
            InetSocketAddress bmp = new InetSocketAddress(InetAddress.getLoopbackAddress(), stack.port(Port.BMP));
            Demonstration.run(stack.gatewayUri(), stack.keycloak().issuer(), bmp, stack.caFile(), out);
            out.println("Two agents measure what answers here.");
            SITES.keySet().forEach(client -> agents.add(stack.agent(client)));
            Agents.run(stack.gatewayUri(), stack.keycloak().issuer(), stack.caFile(), SITES, agents, out);
        } catch (RuntimeException e) {
            out.println("The demonstration did not go as it should: " + e.getMessage());
        }
    }

    private int stopRest(LocalStack stack) {
        if (stopping.get()) {
            return waitForSignalThread();
        }
        streaming.set(false);
        out.println("Stopping the rest.");
        agents.forEach(MeasuringAgent::stop);
        stack.close();
        return FAILED;
    }

    private void stopOnSignal(LocalStack stack) {
        stopping.set(true);
        streaming.set(false);
        out.println("Stopping.");
        try {
            agents.forEach(MeasuringAgent::stop);
            stack.close();
            out.println("Everything has stopped.");
            Runtime.getRuntime().halt(STOPPED);
        } catch (RuntimeException e) {
            out.println("Not everything could be stopped: " + e.getMessage());
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /** The signal's thread ends the program; this one has nothing left to do. */
    private static int waitForSignalThread() {
        while (true) {
            LockSupport.park();
        }
    }
}
