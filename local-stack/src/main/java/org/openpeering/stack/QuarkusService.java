/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.openpeering.stack.process.Http;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

/** One of our services, as it was built, in a JVM of its own. Ready when its health says so. */
final class QuarkusService extends ManagedProcess {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int DOWN = 503;

    private final Path jar;
    private final Map<Port, Integer> ports;
    private final int managementPort;
    private final List<String> jvm;
    private final Supplier<Map<String, String>> settings;

    /**
     * @param ports every port that it opens
     * @param jvm the start of its command
     * @param settings its configuration, asked for at each start; secrets of it reach it by the environment
     */
    QuarkusService(
            String name,
            Workspace workspace,
            Path jar,
            Map<Port, Integer> ports,
            int managementPort,
            List<String> jvm,
            Supplier<Map<String, String>> settings) {
        super(name, workspace);
        this.jar = jar;
        this.ports = new TreeMap<>(ports);
        this.managementPort = managementPort;
        this.jvm = List.copyOf(jvm);
        this.settings = settings;
    }

    @Override
    protected void prepare() {
        if (!Files.exists(jar)) {
            throw new StackException("Missing " + jar + ": build it with  mvn package -DskipTests");
        }
        ports.forEach((port, number) -> Ports.requireFree(number, port.purpose()));
    }

    @Override
    protected Launch launch() {
        List<String> command = new ArrayList<>(jvm);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        Map<String, String> environment = new HashMap<>();
        new TreeMap<>(settings.get()).forEach((name, value) -> {
            if (secret(name)) {
                environment.put(variable(name), value);
            } else {
                command.add("-D" + name + "=" + value);
            }
        });
        command.addAll(List.of("-jar", jar.toString()));
        return new Launch(command, environment, workspace().data());
    }

    /** What is not to be seen in the list of processes. */
    private static boolean secret(String setting) {
        return setting.endsWith("password") || setting.startsWith("openpeering.encryption.keys.");
    }

    /** The name under which MicroProfile Config looks for a setting in the environment. */
    static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    protected void awaitReady() {
        untilReady(LIMIT, () -> Http.isOk(health("ready")));
    }

    /** Liveness: what kills no service by itself, such as a database that is away, is none of it. */
    @Override
    public Optional<String> complaint() {
        return Http.bodyOf(health("live"), DOWN).map(body -> body.replaceAll("\\s+", " "));
    }

    private URI health(String kind) {
        return URI.create("http://127.0.0.1:" + managementPort + "/q/health/" + kind);
    }
}
