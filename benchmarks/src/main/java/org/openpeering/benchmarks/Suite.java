/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openpeering.stack.LocalStack;
import org.openpeering.stack.Part;
import org.openpeering.stack.Port;
import org.openpeering.stack.StackPorts;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Folders;
import org.openpeering.stack.process.ProcessMemory;

/** The whole suite on free ports, without lab mode, in processes of its own; and a client of it. */
final class Suite implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /**
     * Connections over which load goes. A client does not send what exceeds the hundred requests that the gateway takes at
     * a time on one: what the suite does with them would never be seen.
     */
    private static final int CONNECTIONS = 8;
    /** Cores that the parts take at most when there is nothing to do. */
    private static final double QUIET = 0.4;

    /** Never started here: it knows where everything of the one is that the launcher starts. */
    private final LocalStack stack;

    private final Process launcher;
    private final Path safepoints;
    private final Report report;
    private final List<ApiClient> connections;
    private final Map<String, Long> pids = new LinkedHashMap<>();
    private final long ready = System.nanoTime();

    private Suite(LocalStack stack, Process launcher, Path safepoints, Report report) throws IOException {
        this.stack = stack;
        this.launcher = launcher;
        this.safepoints = safepoints;
        this.report = report;
        this.connections = Stream.generate(
                        () -> new ApiClient(stack.gatewayUri(), stack.keycloak().issuer(), stack.caFile()))
                .limit(CONNECTIONS)
                .toList();
        for (Part part : Part.values()) {
            String file = Files.readString(stack.dataFolder().resolve("run").resolve(part.label() + ".pid"));
            pids.put(part.label(), Long.valueOf(file.split(" ", 2)[0]));
        }
    }

    /** Starts the suite that was built in the checkout; returns when it is ready. */
    static Suite start(Path checkout, Report report) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        Path data = Files.createTempDirectory(target, "stack-");
        Path safepoints = Files.createDirectories(target.resolve("safepoints"));
        StackPorts ports = StackPorts.free();
        report.line("[stack] suite of %s, data in %s", checkout, data);
        Process launcher = Launcher.start(checkout, data, ports, safepoints);
        awaitReady(launcher, report);
        LocalStack stack = LocalStack.builder().data(data).ports(ports).build();
        return new Suite(stack, launcher, safepoints, report);
    }

    private static void awaitReady(Process launcher, Report report) throws IOException {
        BufferedReader lines = launcher.inputReader();
        for (String line = lines.readLine(); !Launcher.READY.equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IllegalStateException("The suite did not start");
            }
            report.line("[stack] %s", line);
        }
    }

    Report report() {
        return report;
    }

    /** How long the suite has been ready. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - ready);
    }

    /** What the parts print. */
    Path logs() {
        return stack.dataFolder().resolve("logs");
    }

    /** What kept parts or this program from working until now. */
    Incidents incidents() {
        Map<String, Long> all = new LinkedHashMap<>(pids);
        all.put(CpuAccount.LOAD_GENERATOR, ProcessHandle.current().pid());
        return Incidents.read(safepoints, all, logs().resolve("postgres.log"));
    }

    /** A user with several connections, and a token for each. */
    List<ApiClient.User> connections(String user) {
        connections.forEach(connection -> connection.token(user));
        return connections.stream().map(connection -> connection.as(user)).toList();
    }

    Onboarding onboarding() {
        return new Onboarding(connections.getFirst());
    }

    Carrier carrier(String name, String metro, long asn, long customer) {
        return new Carrier(connections.getFirst(), bmp(), name, metro, asn, customer, 0);
    }

    /** Where routers report. */
    InetSocketAddress bmp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), stack.port(Port.BMP));
    }

    private long pid(String part) {
        return Objects.requireNonNull(pids.get(part));
    }

    /** What the parts, this program and the machine have used of processors. */
    CpuAccount cpu() {
        return CpuAccount.now(pids);
    }

    /** Waits until what was done before has had its effects everywhere: the parts do little more than live. */
    void quiet() {
        Await.value("the suite is quiet", LIMIT, Duration.ZERO, this::load, load -> load <= QUIET);
    }

    /** Cores in use during a second. */
    private double load() {
        long begin = System.nanoTime();
        CpuAccount before = cpu();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        return cpu().since(before).suiteMillis() * 1e6 / (System.nanoTime() - begin);
    }

    /** Bytes of a service's heap that are in use after a collection. */
    long heapAfterCollection(String part) {
        quiet();
        String pid = Long.toString(pid(part));
        Commands.run(List.of(Commands.jdkTool("jcmd"), pid, "GC.run"), Map.of());
        String info = Commands.run(List.of(Commands.jdkTool("jcmd"), pid, "GC.heap_info"), Map.of());
        return Pattern.compile("used (\\d+)K")
                .matcher(info)
                .results()
                .limit(2)
                .mapToLong(found -> Long.parseLong(found.group(1)) * 1024)
                .sum();
    }

    /** The only number of a query on a service's database. */
    long number(String service, String sql) {
        try (Connection connection = database(service);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A service's database, as the owner of its tables. */
    Connection database(String service) throws SQLException {
        return stack.postgres().connect(service, stack.postgres().owner(service));
    }

    /** Runs a statement on a service's database, as the owner of its tables. */
    int update(String service, String sql) throws SQLException {
        try (Connection connection = database(service);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    void printResident(String when, String part) {
        double megabytes =
                ProcessMemory.residentBytes(ProcessHandle.of(pid(part)).orElseThrow()) / 1e6;
        report.line("RSS of %s %s: %.0f MB", part, when, megabytes);
        report.figure("RSS of " + part + " " + when + ", MB", megabytes);
    }

    /** The logs stay; databases and topics would fill the disk run by run. */
    @Override
    public void close() {
        connections.forEach(ApiClient::close);
        try {
            launcher.getOutputStream().close();
            launcher.waitFor();
            for (String data : List.of("postgres", "kafka", "keycloak")) {
                Folders.delete(stack.dataFolder().resolve(data));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
