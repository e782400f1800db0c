/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

/**
 * A real Kafka broker, its own controller, in a JVM of its own. No topic is made by accident and every factor is 1.
 *
 * <p>Guarantee: after {@link #start} the broker has said that it takes requests, and the cluster on the port has the id
 * that is stored in this folder. {@code KafkaTest} holds it to that.
 */
public final class Kafka extends ManagedProcess {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ANSWER_SECONDS = 10;

    private final int port;
    private final int controllerPort;
    private final Path folder;

    /** A broker on free ports. */
    public Kafka(Workspace workspace) {
        this(workspace, Ports.free(), Ports.free());
    }

    public Kafka(Workspace workspace, int port, int controllerPort) {
        super("kafka", workspace);
        this.port = port;
        this.controllerPort = controllerPort;
        this.folder = workspace.data().resolve("kafka");
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** A client for looking and for making topics; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    @Override
    protected void prepare() {
        Ports.requireFree(port, "Kafka");
        Ports.requireFree(controllerPort, "Kafka's controller");
        try {
            Files.createDirectories(folder);
            Properties properties = new Properties();
            properties.putAll(settings());
            try (Writer writer = Files.newBufferedWriter(propertiesFile())) {
                properties.store(writer, null);
            }
            if (!Files.exists(clusterIdFile())) {
                Files.writeString(clusterIdFile(), Uuid.randomUuid().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + folder, e);
        }
    }

    private Path propertiesFile() {
        return folder.resolve("server.properties");
    }

    private Path clusterIdFile() {
        return folder.resolve("cluster-id");
    }

    private String clusterId() {
        try {
            return Files.readString(clusterIdFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", folder.resolve("log").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "3"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "3"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A broker that was killed is refused until its old registration has timed out (9 s unless set).
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                // Small buffers and few threads: the load of one machine needs no more.
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
                Map.entry("log.cleaner.io.buffer.size", "262144"),
                // Index files are allocated at their full size, for each partition.
                Map.entry("log.index.size.max.bytes", "524288"));
    }

    @Override
    protected Launch launch() {
        String classPath = String.join(
                File.pathSeparator,
                Repository.ownClasses().toString(),
                Repository.built("kafka-lib") + File.separator + "*",
                Repository.built("lib") + File.separator + "*");
        List<String> command = Commands.smallJvm(
                "160m",
                "-Djava.util.logging.config.file=" + loggingFile(),
                "-cp",
                classPath,
                KafkaMain.class.getName(),
                propertiesFile().toString(),
                clusterId());
        return new Launch(command, Map.of(), folder);
    }

    private Path loggingFile() {
        Path file = folder.resolve("logging.properties");
        try {
            Files.writeString(file, """
                    handlers = java.util.logging.ConsoleHandler
                    .level = WARNING
                    java.util.logging.SimpleFormatter.format = %1$tF %1$tT %4$s %3$s: %5$s%6$s%n
                    """);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void awaitReady() {
        untilReady(LIMIT, () -> hasPrinted(KafkaMain.READY::equals));
        try (Admin admin = admin()) {
            String theirs = admin.describeCluster().clusterId().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (!clusterId().equals(theirs)) {
                throw new StackException("Another Kafka (cluster " + theirs + ") answers on port " + port);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("Kafka does not answer on port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while Kafka started", e);
        }
    }
}
