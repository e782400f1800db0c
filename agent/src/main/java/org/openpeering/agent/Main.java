/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.agent.buffer.SampleBuffer;
import org.openpeering.agent.config.AgentConfig;
import org.openpeering.agent.config.ConfigFailure;
import org.openpeering.agent.config.ConfigReader;
import org.openpeering.agent.probe.AddressRules;
import org.openpeering.agent.probe.Prober;
import org.openpeering.agent.probe.Resolver;
import org.openpeering.agent.probe.SystemProbes;
import org.openpeering.agent.schedule.Agent;
import org.openpeering.agent.schedule.Delivery;
import org.openpeering.agent.schedule.Log;
import org.openpeering.agent.schedule.Measurements;
import org.openpeering.agent.schedule.Polling;
import org.openpeering.agent.service.Https;
import org.openpeering.agent.service.Telemetry;
import org.openpeering.agent.service.Tokens;

/** {@code java -jar agent.jar [FILE]}. */
public final class Main {
    static final int OK = 0;
    static final int BROKEN = 1;
    static final int USAGE = 64;
    static final int CONFIG = 78;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments, System.getenv(), System.out, System.err);
        if (code != OK) {
            System.exit(code);
        }
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Path file = null;
        for (String argument : arguments) {
            switch (argument) {
                case "-h", "--help" -> {
                    out.print(help());
                    return OK;
                }
                case "--version" -> {
                    out.println(version());
                    return OK;
                }
                default -> {
                    if (argument.startsWith("-") || file != null) {
                        err.println("agent: '" + argument + "' is not understood; --help tells what is");
                        return USAGE;
                    }
                    file = Path.of(argument);
                }
            }
        }
        return start(file, environment, err);
    }

    private static int start(@Nullable Path file, Map<String, String> environment, PrintStream err) {
        AgentConfig config;
        try {
            config = ConfigReader.read(file, environment);
        } catch (ConfigFailure e) {
            err.println("agent: " + e.getMessage());
            return CONFIG;
        }
        try (SampleBuffer buffer = SampleBuffer.open(config.bufferFolder(), config.bufferBytes())) {
            return run(config, buffer, environment);
        } catch (IOException e) {
            err.println("agent: " + e.getMessage());
            return CONFIG;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OK;
        }
    }

    private static int run(AgentConfig config, SampleBuffer buffer, Map<String, String> environment)
            throws IOException, InterruptedException {
        Https https = new Https(config.caFile());
        Telemetry service = new Telemetry(https, new Tokens(https, config), config, version());
        Measurements measurements = new Measurements(
                new Resolver(new AddressRules(config.lab())),
                new Prober(SystemProbes.find(environment.getOrDefault("PATH", "/usr/bin:/bin"))),
                buffer,
                config.concurrent());
        Log.info("agent " + version() + " of client " + config.clientId() + "; " + buffer.size()
                + " samples wait on disk");
        Throwable cause =
                new Agent(new Polling(service, measurements), measurements, new Delivery(buffer, service)).run();
        Log.warn("ends, since a part of it did: " + cause);
        return BROKEN;
    }

    private static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "unknown");
    }

    private static String help() {
        return """
                Measures the way from here to what its OpenPeering installation asks for.

                Usage: java -jar agent.jar [FILE]

                FILE has a 'name=value' in each line; a variable %sNAME goes before it.

                %s
                Programs of the system that are used where PATH has them: ping, mtr, traceroute.
                Exit codes: %d asked to end, %d a part of it failed, %d wrong arguments, %d wrong configuration.
                """.formatted(ConfigReader.PREFIX, ConfigReader.help(), OK, BROKEN, USAGE, CONFIG);
    }
}
