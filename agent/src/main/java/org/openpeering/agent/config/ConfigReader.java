/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.config;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings by name: what the environment says goes before what the file says. */
public final class ConfigReader {
    /** Of variables: {@code client-id} is {@code OPENPEERING_AGENT_CLIENT_ID}. */
    public static final String PREFIX = "OPENPEERING_AGENT_";

    private static final long LARGEST_FILE = 1 << 16;
    private static final long LEAST_BUFFER = 1 << 20;
    private static final long MOST_BUFFER = 1L << 36;
    private static final int MOST_CONCURRENT = 256;

    /** Every setting with what it means, in the order of the help. */
    private static final String[][] SETTINGS = {
        {"gateway", "URL of the gateway, such as https://peering.example:8443; required"},
        {"issuer", "URL of the OIDC issuer (realm); required"},
        {"client-id", "OIDC client of this agent; required"},
        {"client-secret", "its secret; better in the environment or in a file of its own"},
        {"client-secret-file", "file that holds the secret, instead of it"},
        {"ca-file", "certificates to trust besides the system's, PEM"},
        {"buffer-folder", "where samples wait for the service; default ./agent-buffer"},
        {"buffer-bytes", "what they may take there, the oldest go first; default 67108864"},
        {"concurrent", "connections at a time; default 256, of pings and of traces 16 at most"},
        {"lab", "true: loopback and documentation addresses may be measured. Only with a gateway on loopback"},
    };

    private final Properties file;
    private final Map<String, String> environment;

    private ConfigReader(Properties file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @param path null: there is no file */
    public static AgentConfig read(@Nullable Path path, Map<String, String> environment) throws ConfigFailure {
        return new ConfigReader(load(path), environment).read();
    }

    /** A line for each setting. */
    public static String help() {
        StringBuilder text = new StringBuilder();
        for (String[] setting : SETTINGS) {
            text.append("  %-20s %s%n".formatted(setting[0], setting[1]));
        }
        return text.toString();
    }

    private static Properties load(@Nullable Path path) throws ConfigFailure {
        Properties properties = new Properties();
        if (path == null) {
            return properties;
        }
        properties.putAll(parse(text(path)));
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        for (String[] setting : SETTINGS) {
            unknown.remove(setting[0]);
        }
        if (!unknown.isEmpty()) {
            throw new ConfigFailure(path + " has settings that there are not: " + String.join(", ", unknown));
        }
        return properties;
    }

    private static Properties parse(String text) throws ConfigFailure {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigFailure("The configuration file is not one of 'name=value' lines: " + e.getMessage());
        }
        return properties;
    }

    private static String text(Path path) throws ConfigFailure {
        try {
            if (Files.size(path) > LARGEST_FILE) {
                throw new ConfigFailure(path + " is larger than " + LARGEST_FILE + " bytes");
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigFailure(path + " can't be read: " + e);
        }
    }

    private AgentConfig read() throws ConfigFailure {
        URI gateway = url("gateway");
        URI issuer = url("issuer");
        boolean lab = flag("lab");
        if (lab && !loopback(gateway)) {
            throw new ConfigFailure(
                    "'lab' lets loopback addresses be measured; it goes with a gateway on loopback only,"
                            + " and that is " + gateway);
        }
        String caFile = find("ca-file");
        return new AgentConfig(
                gateway,
                issuer,
                required("client-id"),
                secret(),
                caFile == null ? null : Path.of(caFile),
                Path.of(or("buffer-folder", "agent-buffer")),
                number("buffer-bytes", 64 << 20, LEAST_BUFFER, MOST_BUFFER),
                (int) number("concurrent", MOST_CONCURRENT, 1, MOST_CONCURRENT),
                lab);
    }

    private Secret secret() throws ConfigFailure {
        String path = find("client-secret-file");
        String value =
                path == null ? find("client-secret") : text(Path.of(path)).strip();
        if (value == null || value.isEmpty()) {
            throw new ConfigFailure("'client-secret' or 'client-secret-file' is required");
        }
        return new Secret(value);
    }

    private URI url(String name) throws ConfigFailure {
        String text = required(name);
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean http = "http".equals(uri.getScheme()) && loopback(uri);
            if ((!http && !"https".equals(uri.getScheme())) || uri.getHost() == null || uri.getUserInfo() != null) {
                throw new ConfigFailure("'" + name + "' has to be an https URL; http is for loopback only");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new ConfigFailure("'" + name + "' is not a URL: " + e.getMessage());
        }
    }

    /** By what it says, without asking a name server. */
    private static boolean loopback(URI uri) {
        String host = uri.getHost();
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}"));
    }

    private boolean flag(String name) throws ConfigFailure {
        String text = or(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new ConfigFailure("'" + name + "' is true or false");
        }
        return text.equals("true");
    }

    private long number(String name, long usual, long least, long most) throws ConfigFailure {
        String text = or(name, Long.toString(usual));
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ConfigFailure("'" + name + "' is not a number: " + e.getMessage());
        }
        throw new ConfigFailure("'" + name + "' has to be " + least + " to " + most);
    }

    private String required(String name) throws ConfigFailure {
        String value = find(name);
        if (value == null) {
            throw new ConfigFailure("'" + name + "' is required, in the file or as " + variable(name));
        }
        return value;
    }

    private String or(String name, String usual) {
        String value = find(name);
        return value == null ? usual : value;
    }

    private @Nullable String find(String name) {
        String said = environment.get(variable(name));
        String value = said == null ? file.getProperty(name) : said;
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String variable(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
