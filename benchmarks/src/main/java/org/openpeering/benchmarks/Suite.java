/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openpeering.stack.LocalStack;
import org.openpeering.stack.Port;
import org.openpeering.stack.StackPorts;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.DemoFailure;
import org.openpeering.stack.demo.Eventually;
import org.openpeering.stack.demo.Latencies;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.ManagedProcess;

/** The whole suite on free ports, without lab mode, and a client of it. */
final class Suite implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** Cores that the parts take at most when there is nothing to do. */
    private static final double QUIET = 0.4;

    private final LocalStack stack;
    private final ApiClient api;

    private Suite(LocalStack stack) {
        this.stack = stack;
        this.api = new ApiClient(stack.gatewayUri(), stack.keycloak().issuer(), stack.caFile());
    }

    static Suite start() throws IOException {
        LocalStack stack = LocalStack.builder()
                .data(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "stack-"))
                .ports(StackPorts.free())
                .reservedNumbers(true)
                .optimized(true)
                .progress(line -> System.out.println("[stack] " + line))
                .build();
        stack.start();
        return new Suite(stack);
    }

    ApiClient.User as(String user) {
        return api.as(user);
    }

    Onboarding onboarding() {
        return new Onboarding(api);
    }

    Carrier carrier(String name, String metro, long asn, long customer) {
        return new Carrier(
                api,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), stack.port(Port.BMP)),
                name,
                metro,
                asn,
                customer,
                0);
    }

    private ManagedProcess process(String part) {
        return stack.components().stream()
                .filter(component -> component.name().equals(part))
                .map(ManagedProcess.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Bytes resident of a part. */
    long resident(String part) {
        return process(part).rssBytes();
    }

    /** What a part and its children that live have used of processors. */
    Duration cpu(String part) {
        ProcessHandle handle = ProcessHandle.of(process(part).pid()).orElseThrow();
        return Stream.concat(Stream.of(handle), handle.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Waits until what was done before has had its effects everywhere: the parts do little more than live. */
    void quiet() {
        Eventually.get("the suite is quiet", LIMIT, Duration.ZERO, this::load, load -> load <= QUIET);
    }

    /** Cores in use during a second. */
    private double load() {
        long begin = System.nanoTime();
        Duration before = cpu();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        return (double) cpu().minus(before).toNanos() / (System.nanoTime() - begin);
    }

    private Duration cpu() {
        return stack.components().stream()
                .map(component -> cpu(component.name()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Bytes of a service's heap that are in use after a collection. */
    long heapAfterCollection(String part) {
        quiet();
        String pid = Long.toString(process(part).pid());
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

    /**
     * Open loop: a slow answer does not delay the next request, and its time counts from when it was due.
     *
     * @param call the answer to the nth request
     */
    static void load(String name, int perSecond, Duration duration, String goal, IntFunction<Answer> call) {
        Latencies latencies = new Latencies();
        AtomicInteger refused = new AtomicInteger();
        int requests = Math.toIntExact(perSecond * duration.toSeconds());
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests; i++) {
                int nth = i;
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                threads.execute(() -> {
                    if (succeeds(call, nth)) {
                        latencies.since(due);
                    } else {
                        refused.incrementAndGet();
                    }
                });
            }
        }
        print(name + " at " + perSecond + "/s, not successful: " + refused, latencies, goal);
        if (latencies.count() == 0) {
            throw new IllegalStateException("no request was successful");
        }
    }

    /** Also false when there was no answer at all, as when the client has too many requests under way. */
    private static boolean succeeds(IntFunction<Answer> call, int nth) {
        try {
            return call.apply(nth).isSuccess();
        } catch (DemoFailure e) {
            return false;
        }
    }

    static void print(String name, Latencies latencies, String goal) {
        System.out.printf(
                Locale.ROOT,
                "%s: n %d, p50 %.1f ms, p99 %.1f ms, most %.1f ms (goal: %s)%n",
                name,
                latencies.count(),
                latencies.millis(50),
                latencies.millis(99),
                latencies.millis(100),
                goal);
    }

    void printResident(String when, String part) {
        System.out.printf(Locale.ROOT, "RSS of %s %s: %.0f MB%n", part, when, resident(part) / 1e6);
    }

    @Override
    public void close() {
        api.close();
        stack.close();
    }
}
