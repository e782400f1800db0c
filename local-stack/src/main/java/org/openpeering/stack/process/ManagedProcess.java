/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A component as a child process: started, watched, ended, started again.
 *
 * <p>Only the process that this object started is ever signalled, and a leftover of an earlier launcher which
 * {@link PidFile} recognizes. {@code ManagedProcessTest} holds it to that.
 */
public abstract class ManagedProcess implements Component {
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final List<String> OWN_SESSION = ownSession();

    private final String name;
    private final Workspace workspace;
    private final PidFile pidFile;
    private volatile Consumer<Component> unexpectedExit = _ -> {};
    private volatile @Nullable Process process;
    private volatile @Nullable OutputPump pump;
    private volatile boolean exitExpected;

    protected ManagedProcess(String name, Workspace workspace) {
        this.name = name;
        this.workspace = workspace;
        this.pidFile = new PidFile(workspace.pidFile(name));
    }

    /** Makes what the process needs on disk, checks its ports. A leftover of an earlier run has ended by then. */
    protected abstract void prepare();

    protected abstract Launch launch();

    /** Returns when the component does its work; uses {@link #untilReady}, which notices the death of the process. */
    protected abstract void awaitReady();

    /** The signal that asks for an orderly end. */
    protected String stopSignal() {
        return "TERM";
    }

    protected final Workspace workspace() {
        return workspace;
    }

    /** How long an orderly end may take. */
    protected Duration stopGrace() {
        return STOP_GRACE;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final synchronized void start() {
        if (isRunning()) {
            return;
        }
        endLeftover();
        prepare();
        exitExpected = true;
        Process started = spawn(launch());
        try {
            awaitReady();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
        exitExpected = false;
        var _ = started.onExit().thenAccept(this::exited);
    }

    @Override
    public final void endLeftover() {
        pidFile.endLeftover();
    }

    private Process spawn(Launch launch) {
        ProcessBuilder builder = new ProcessBuilder(inOwnSession(launch.command()))
                .directory(launch.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(launch.environment());
        try {
            Process started = builder.start();
            process = started;
            pidFile.write(started.toHandle());
            pump = new OutputPump(name, started.getInputStream(), workspace.log(name), workspace.output());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    private void exited(Process ended) {
        if (!exitExpected && ended.equals(process)) {
            pidFile.delete();
            unexpectedExit.accept(this);
        }
    }

    /** Waits for the condition; throws with the last lines of the output when the process dies or the limit is over. */
    protected final void untilReady(Duration limit, BooleanSupplier condition) {
        try {
            Await.until(name + " ready", limit, () -> {
                if (!isRunning()) {
                    throw new StackException(name + " ended before it was ready");
                }
                return condition.getAsBoolean();
            });
        } catch (StackException e) {
            throw new StackException(e.getMessage() + "; the end of its output:\n" + lastLines(20), e);
        }
    }

    /** Whether the process has printed such a line since its start. */
    protected final boolean hasPrinted(Predicate<String> line) {
        OutputPump current = pump;
        return current != null && current.has(line);
    }

    @Override
    public final void stop() {
        end(running -> {
            signal(running, stopSignal());
            if (!waitFor(running, stopGrace())) {
                running.toHandle().destroyForcibly();
            }
        });
    }

    @Override
    public final void kill9() {
        end(running -> running.toHandle().destroyForcibly());
    }

    /** It and its children stand still, connections stay open: as when a machine hangs. Until {@link #thaw}. */
    public final void freeze() {
        signalAll("STOP");
    }

    public final void thaw() {
        signalAll("CONT");
    }

    private void signalAll(String signal) {
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(pid()).ifPresent(process -> {
            processes.add(process);
            process.descendants().forEach(processes::add);
        });
        try {
            // Fails when a child has ended meanwhile; the others got the signal.
            new ProcessBuilder(kill(signal, processes)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end(Consumer<Process> how) {
        Process running = process;
        if (running == null) {
            return;
        }
        exitExpected = true;
        if (running.isAlive()) {
            how.accept(running);
            if (!waitFor(running, STOP_GRACE)) {
                throw new StackException(name + " (process " + running.pid() + ") does not end");
            }
        }
        OutputPump current = pump;
        if (current != null) {
            current.drain();
        }
        pidFile.delete();
    }

    private static void signal(Process running, String signal) {
        if (signal.equals("TERM")) {
            // Process.destroy would close the pipe: the last lines would be lost, and writing them could kill the
            // child.
            running.toHandle().destroy();
        } else {
            Commands.run(kill(signal, List.of(running.toHandle())), Map.of());
        }
    }

    /** The shell's own kill: a bare Debian has no other. */
    private static List<String> kill(String signal, List<ProcessHandle> processes) {
        String pids =
                processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
        return List.of("sh", "-c", "kill -" + signal + " " + pids);
    }

    /** Waits also when the thread is interrupted: an end that has begun is not left half done. */
    private static boolean waitFor(Process running, Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return !running.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** The id of the running process; throws when it does not run. */
    public final long pid() {
        Process current = process;
        if (current == null || !current.isAlive()) {
            throw new StackException(name + " does not run");
        }
        return current.pid();
    }

    @Override
    public final long residentBytes() {
        Process current = process;
        return current == null || !current.isAlive() ? 0 : ProcessMemory.residentBytes(current.toHandle());
    }

    @Override
    public final String lastLines(int count) {
        OutputPump current = pump;
        if (current == null) {
            return "";
        }
        if (!isRunning()) {
            current.drain();
        }
        return String.join("\n", current.last(count));
    }

    @Override
    public final int exitCode() {
        Process current = process;
        if (current == null || current.isAlive()) {
            throw new StackException(name + " has not ended");
        }
        return current.exitValue();
    }

    @Override
    public final void onUnexpectedExit(Consumer<Component> listener) {
        unexpectedExit = listener;
    }

    /** A session of its own keeps the terminal's Ctrl-C from the child: the launcher stops the children in order. */
    static List<String> inOwnSession(List<String> command) {
        return Stream.concat(OWN_SESSION.stream(), command.stream()).toList();
    }

    private static List<String> ownSession() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "setsid"))) {
                return List.of("setsid");
            }
        }
        return List.of();
    }
}
