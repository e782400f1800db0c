/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.process.Component;
import org.openpeering.stack.process.FolderLock;
import org.openpeering.stack.process.Folders;
import org.openpeering.stack.process.Output;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Watchdog;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.CertificateAuthority;
import org.openpeering.stack.server.Kafka;
import org.openpeering.stack.server.Keycloak;
import org.openpeering.stack.server.Postgres;

/**
 * The suite on this machine: PostgreSQL, Kafka, Keycloak, then the services, each in a process of its own.
 *
 * <p>Guarantees: when {@link #start} returns everything is healthy; when it throws, or after {@link #close}, nothing of it
 * runs; a second stack on the same folder is refused. {@code LocalStackTest} and {@code StagesTest} hold it to that.
 */
public final class LocalStack implements AutoCloseable {
    private final Workspace workspace;
    private final StackPorts ports;
    private final Postgres postgres;
    private final Kafka kafka;
    private final Keycloak keycloak;
    private final CertificateAuthority authority;
    private final Services services;
    private final Map<Part, Component> components = new EnumMap<>(Part.class);
    private final Stages stages;
    private final Watchdog watchdog;
    private final Supervisor supervisor;
    private final Stages.Progress printed;
    private final CompletableFuture<Component> failure = new CompletableFuture<>();
    private @Nullable FolderLock lock;

    private LocalStack(Builder builder) {
        workspace = new Workspace(builder.data, builder.cache, builder.output);
        ports = builder.ports;
        postgres = new Postgres(
                workspace,
                ports.get(Port.POSTGRES),
                Postgres.SERVICES,
                builder.optimized ? Postgres.Size.LARGE : Postgres.Size.SMALL);
        kafka = new Kafka(workspace, ports.get(Port.KAFKA), ports.get(Port.KAFKA_CONTROLLER));
        keycloak = new Keycloak(workspace, ports.get(Port.KEYCLOAK), ports.get(Port.KEYCLOAK_MANAGEMENT));
        authority = new CertificateAuthority(workspace.data());
        services = new Services(
                workspace,
                ports,
                builder.lab,
                builder.reservedNumbers,
                builder.optimized,
                Map.copyOf(builder.settings),
                builder.risLive,
                builder.roas,
                builder.roasReaders,
                postgres,
                kafka,
                keycloak,
                authority);
        for (Part part : builder.parts) {
            components.put(
                    part,
                    switch (part) {
                        case POSTGRES -> postgres;
                        case KAFKA -> kafka;
                        case KEYCLOAK -> keycloak;
                        case PARTNER, PREFIX, INSIGHTS, GATEWAY -> services.create(part);
                    });
        }
        stages = new Stages(List.of(
                running(EnumSet.range(Part.POSTGRES, Part.KEYCLOAK)),
                running(EnumSet.range(Part.PARTNER, Part.INSIGHTS)),
                running(EnumSet.of(Part.GATEWAY))));
        watchdog = new Watchdog(workspace);
        printed = new PrintedProgress(builder.progress);
        supervisor = new Supervisor(
                builder.restarts ? RestartPolicy.USUAL : RestartPolicy.NEVER,
                InstantSource.system(),
                workspace::log,
                printed,
                builder.progress,
                failure::complete);
    }

    private List<Component> running(Set<Part> parts) {
        List<Component> found = new ArrayList<>();
        components.forEach((part, component) -> {
            if (parts.contains(part)) {
                found.add(component);
            }
        });
        return found;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Starts everything; returns when all are healthy, throws a {@link StackException} that says what went wrong. */
    public void start() {
        ports.requireDistinct();
        lockFolder();
        try {
            components.values().forEach(Component::endLeftover);
            ports.requireFree(components.keySet());
            watchdog.start();
            if (components.containsKey(Part.GATEWAY)) {
                authority.ensure();
            }
            stages.start(printed, supervisor::ended);
            supervisor.watch(stages.components());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Forgets what earlier runs left: databases, topics, sessions, logs. Certificates and prepared programs stay. Only
     * before {@link #start}.
     */
    public void forget() {
        lockFolder();
        try {
            components.values().forEach(Component::endLeftover);
            for (String name : List.of("postgres", "postgres.unfinished", "kafka", "keycloak", "agents", "logs")) {
                Folders.delete(workspace.data().resolve(name));
            }
        } finally {
            unlockFolder();
        }
    }

    private void lockFolder() {
        lock = FolderLock.take(workspace.data());
    }

    /** Stops everything in the reverse order. May be called at any time and again. */
    @Override
    public synchronized void close() {
        supervisor.close();
        stages.stop();
        watchdog.close();
        unlockFolder();
    }

    private void unlockFolder() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    /** Completes with the first part that ended although nobody asked it to, and is not started again. */
    public CompletableFuture<Component> failure() {
        return failure.copy();
    }

    public URI gatewayUri() {
        return URI.create("https://localhost:" + port(Port.GATEWAY));
    }

    /** Where a service answers without the gateway. */
    public URI serviceUri(Part service) {
        return URI.create("http://127.0.0.1:" + port(Port.valueOf(service.name())));
    }

    public int port(Port port) {
        return ports.get(port);
    }

    /** The certificate to trust for {@link #gatewayUri}, PEM. */
    public Path caFile() {
        return authority.caFile();
    }

    /** A fresh access token of the user of the local realm, or of {@code agent}. */
    public String token(String user) {
        return keycloak.token(user);
    }

    public Postgres postgres() {
        return postgres;
    }

    public Kafka kafka() {
        return kafka;
    }

    public Keycloak keycloak() {
        return keycloak;
    }

    /** A part of this stack by its label: "partner", "prefix", "insights", "gateway", "kafka" and so on. */
    public Component service(String label) {
        Component component = components.get(Part.valueOf(label.toUpperCase(Locale.ROOT)));
        if (component == null) {
            throw new IllegalArgumentException(label + " is not among the parts of this stack");
        }
        return component;
    }

    /**
     * One more instance of a service of this stack, not started, and stopped by whoever asked for it.
     *
     * @param ports where it listens; those of other parts do not count
     * @param risLive the server of RIS Live that it hears, should it be insights-service; null for none
     */
    public Component twin(Part part, StackPorts ports, @Nullable String risLive) {
        return services.twin(part, part.label() + "-twin", ports, risLive);
    }

    /**
     * An agent that measures, not started, and stopped by whoever asked for it.
     *
     * @param client of the local realm: {@code agent} or {@code agent-amsterdam}; the inventory has to know it
     */
    public MeasuringAgent agent(String client) {
        return agent(client, null);
    }

    /** @param programs the folder with the programs that it measures by; null: where the machine has them */
    public MeasuringAgent agent(String client, @Nullable Path programs) {
        return new MeasuringAgent(workspace, client, gatewayUri(), keycloak.issuer(), caFile(), programs);
    }

    /** All parts, in the order of their start. */
    public List<Component> components() {
        return stages.components();
    }

    public Path dataFolder() {
        return workspace.data();
    }

    private record PrintedProgress(Consumer<String> lines) implements Stages.Progress {
        @Override
        public void starting(Component component) {
            lines.accept(String.format(Locale.ROOT, "%-9s   starting", component.name()));
        }

        @Override
        public void ready(Component component, Duration took) {
            lines.accept(String.format(
                    Locale.ROOT, "%-9s   ready after %.1f s", component.name(), took.toMillis() / 1000.0));
        }
    }

    /** What may be chosen; without a choice the whole suite on the usual ports with its data in {@code .local}. */
    public static final class Builder {
        private Path data = Repository.root().resolve(".local");
        private Path cache = data.resolve("cache");
        private StackPorts ports = StackPorts.usual();
        private Set<Part> parts = EnumSet.allOf(Part.class);
        private boolean lab;
        private boolean reservedNumbers;
        private boolean optimized;
        private boolean restarts;
        private Map<String, String> settings = Map.of();
        private @Nullable String risLive;
        private @Nullable Path roas;
        private Set<Part> roasReaders = Set.of();
        private Output output = Output.NONE;
        private Consumer<String> progress = _ -> {};

        private Builder() {}

        /** Where databases, topics, certificates and logs live; belongs to one running stack. */
        public Builder data(Path folder) {
            data = folder;
            return this;
        }

        /** Where prepared programs are kept; may be shared by stacks. */
        public Builder cache(Path folder) {
            cache = folder;
            return this;
        }

        public Builder ports(StackPorts chosen) {
            ports = chosen;
            return this;
        }

        public Builder parts(Set<Part> chosen) {
            parts = EnumSet.copyOf(chosen);
            return this;
        }

        /** Sets {@code openpeering.lab}. */
        public Builder lab(boolean on) {
            lab = on;
            return this;
        }

        /** Services that are fast after a minute, and a database with memory, rather than small and quick to start. */
        public Builder optimized(boolean on) {
            optimized = on;
            return this;
        }

        /** Whether parts that end by themselves are started again; a test should rather see it. */
        public Builder restarts(boolean on) {
            restarts = on;
            return this;
        }

        /** Sets {@code openpeering.reserved-numbers}. */
        public Builder reservedNumbers(boolean on) {
            reservedNumbers = on;
            return this;
        }

        /** What every service of ours is told beside; names and values. */
        public Builder settings(Map<String, String> more) {
            settings = more;
            return this;
        }

        /**
         * What the RPKI says: a validator's export, looked at each second.
         *
         * @param file null for none
         * @param readers of prefix-service, which checks registrations by it, and insights-service, which watches routes
         */
        public Builder roas(@Nullable Path file, Set<Part> readers) {
            roas = file;
            roasReaders = Set.copyOf(readers);
            return this;
        }

        /** The server of RIS Live that insights-service hears; null for none. */
        public Builder risLive(@Nullable String url) {
            risLive = url;
            return this;
        }

        /** Receives every line that a child prints. */
        public Builder output(Output receiver) {
            output = receiver;
            return this;
        }

        /** Receives a line when a part starts and when it is ready. */
        public Builder progress(Consumer<String> receiver) {
            progress = receiver;
            return this;
        }

        public LocalStack build() {
            return new LocalStack(this);
        }
    }
}
