/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

/**
 * The program of an agent, as it was built, in a process of its own. It measures what it is asked for, loopback addresses too.
 * Ready when it knows its tests, so its client has to be in the inventory before.
 */
public final class MeasuringAgent extends ManagedProcess {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final String client;
    private final URI gateway;
    private final URI issuer;
    private final Path caFile;
    private final @Nullable Path programs;

    /**
     * @param client of the local realm, whose secret is its name
     * @param programs the folder with {@code ping} and {@code traceroute}; null: where the machine has them
     */
    public MeasuringAgent(
            Workspace workspace, String client, URI gateway, URI issuer, Path caFile, @Nullable Path programs) {
        super(client, workspace);
        this.client = client;
        this.gateway = gateway;
        this.issuer = issuer;
        this.caFile = caFile;
        this.programs = programs;
    }

    @Override
    protected void prepare() {
        try {
            Files.createDirectories(buffer().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for " + client, e);
        }
    }

    /** Where its samples wait. */
    public Path buffer() {
        return workspace().data().resolve("agents").resolve(client);
    }

    @Override
    protected Launch launch() {
        List<String> command = new ArrayList<>(Commands.smallJvm("32m", "-Xss256k"));
        command.addAll(List.of("-jar", jar().toString()));
        Map<String, String> environment = new HashMap<>(Map.of(
                "OPENPEERING_AGENT_GATEWAY", gateway.toString(),
                "OPENPEERING_AGENT_ISSUER", issuer.toString(),
                "OPENPEERING_AGENT_CLIENT_ID", client,
                "OPENPEERING_AGENT_CLIENT_SECRET", client,
                "OPENPEERING_AGENT_CA_FILE", caFile.toString(),
                "OPENPEERING_AGENT_BUFFER_FOLDER", buffer().toString(),
                "OPENPEERING_AGENT_LAB", "true"));
        if (programs != null) {
            environment.put("PATH", programs.toString());
        }
        return new Launch(command, environment, workspace().data());
    }

    private static Path jar() {
        Path target = Repository.root().resolve("agent/target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                return files.filter(file -> file.getFileName().toString().matches("agent-[0-9].*\\.jar"))
                        .findFirst()
                        .orElseThrow(MeasuringAgent::missing);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot look into " + target, e);
            }
        }
        throw missing();
    }

    private static StackException missing() {
        return new StackException(
                "Missing agent/target/agent-*.jar: build it with  mvn package -DskipTests -pl agent -am");
    }

    @Override
    protected void awaitReady() {
        untilReady(LIMIT, () -> hasPrinted(line -> line.contains(" measures ")));
    }
}
