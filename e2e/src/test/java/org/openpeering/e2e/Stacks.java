/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.LocalStack;
import org.openpeering.stack.MeasuringAgent;
import org.openpeering.stack.Part;
import org.openpeering.stack.Port;
import org.openpeering.stack.StackPorts;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.process.Component;
import org.openpeering.stack.process.ManagedProcess;

/** Starts stacks on free ports, with their data below {@code target}. */
final class Stacks {
    private static final String ROAS = "roas.json";

    private Stacks() {}

    /** @param lab with lab mode; without it only reserved numbers are accepted */
    static StackUnderTest start(boolean lab) {
        TraceReceiver traces = new TraceReceiver();
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "stack-");
            // One ROA of a prefix that no test has.
            Path roas = Files.writeString(data.resolve(ROAS).toAbsolutePath(), """
                    {"roas": [{"prefix": "2001:db8:ffff::/48", "maxLength": 48, "asn": "AS65551"}]}""");
            LocalStack stack = LocalStack.builder()
                    .data(data)
                    .ports(StackPorts.free())
                    .lab(lab)
                    .reservedNumbers(true)
                    // What a caller asks to be traced is; the gateway begins no trace by itself.
                    .settings(Map.of(
                            "openpeering.tracing.endpoint",
                            traces.endpoint().toString(),
                            "openpeering.tracing.ratio",
                            "0"))
                    // Registrations are tried without.
                    .roas(roas, EnumSet.of(Part.INSIGHTS))
                    .progress(line -> System.out.println("[stack] " + line))
                    .build();
            long begin = System.nanoTime();
            stack.start();
            return new Running(stack, traces, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Running implements StackUnderTest {
        private final LocalStack stack;
        private final TraceReceiver traces;
        private final Duration timeToReady;
        private final ApiClient api;

        Running(LocalStack stack, TraceReceiver traces, Duration timeToReady) {
            this.stack = stack;
            this.traces = traces;
            this.timeToReady = timeToReady;
            this.api = new ApiClient(gateway(), realm(), caFile());
        }

        @Override
        public URI gateway() {
            return stack.gatewayUri();
        }

        @Override
        public URI realm() {
            return stack.keycloak().issuer();
        }

        @Override
        public InetSocketAddress bmp() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), stack.port(Port.BMP));
        }

        @Override
        public Path caFile() {
            return stack.caFile();
        }

        @Override
        public ApiClient api() {
            return api;
        }

        @Override
        public Duration timeToReady() {
            return timeToReady;
        }

        @Override
        public Map<String, Long> residentBytes() {
            Map<String, Long> bytes = new LinkedHashMap<>();
            stack.components().forEach(component -> bytes.put(component.name(), component.residentBytes()));
            return bytes;
        }

        @Override
        public void stop(String part) {
            component(part).stop();
        }

        @Override
        public void kill(String part) {
            component(part).kill9();
        }

        @Override
        public void start(String part) {
            component(part).start();
        }

        @Override
        public void freeze(String part) {
            ((ManagedProcess) component(part)).freeze();
        }

        @Override
        public void thaw(String part) {
            ((ManagedProcess) component(part)).thaw();
        }

        private Component component(String name) {
            return stack.components().stream()
                    .filter(component -> component.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public Twin secondInsights(@Nullable String risLive) {
            StackPorts ports = StackPorts.free();
            return new Twin(
                    stack.twin(Part.INSIGHTS, ports, risLive),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(Port.BMP)));
        }

        @Override
        public Replica secondPrefix() {
            StackPorts ports = StackPorts.free();
            return new Replica(
                    stack.twin(Part.PREFIX, ports, null), URI.create("http://127.0.0.1:" + ports.get(Port.PREFIX)));
        }

        @Override
        public MeasuringAgent agent(String client, @Nullable Path programs) {
            return stack.agent(client, programs);
        }

        @Override
        public String log(String part) {
            try {
                return Files.readString(stack.dataFolder().resolve("logs").resolve(part + ".log"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String metrics(String service) {
            return management(service, "metrics");
        }

        @Override
        public JsonNode health(String service, String kind) {
            try {
                return new ObjectMapper().readTree(management(service, "health/" + kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public TraceReceiver traces() {
            return traces;
        }

        private String management(String service, String what) {
            int port = stack.port(Port.valueOf(service.toUpperCase(Locale.ROOT) + "_MANAGEMENT"));
            try (HttpClient client = HttpClient.newHttpClient()) {
                return client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/" + what))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<String> query(String service, String sql) {
            List<String> values = new ArrayList<>();
            try (Connection connection =
                            stack.postgres().connect(service, stack.postgres().runtime(service));
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    values.add(result.getString(1));
                }
                return values;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Map<String, String> databaseSettings(String service) {
            return stack.postgres().settings(service);
        }

        @Override
        public String kafka() {
            return stack.kafka().bootstrapServers();
        }

        @Override
        public Path roas() {
            return stack.dataFolder().resolve(ROAS).toAbsolutePath();
        }

        @Override
        public Path dataFolder() {
            return stack.dataFolder();
        }

        @Override
        public void close() {
            stack.close();
            traces.close();
        }
    }
}
