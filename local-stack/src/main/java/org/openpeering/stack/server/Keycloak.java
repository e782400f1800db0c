/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpeering.stack.process.Http;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

/**
 * A real Keycloak with the realm {@code openpeering}: users whose password is their name, see {@code
 * openpeering-realm.json}.
 *
 * <p>Guarantee: after {@link #start} the realm on the port has this server's issuer. It says that it listens several
 * seconds before it gives tokens, hence the health check. {@code KeycloakTest} holds it to that.
 */
public final class Keycloak extends ManagedProcess {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final int port;
    private final int managementPort;
    private final Path home;

    /** A server on free ports. */
    public Keycloak(Workspace workspace) {
        this(workspace, Ports.free(), Ports.free());
    }

    public Keycloak(Workspace workspace, int port, int managementPort) {
        super("keycloak", workspace);
        this.port = port;
        this.managementPort = managementPort;
        this.home = workspace.data().resolve("keycloak");
    }

    /** The {@code iss} of its tokens, and where services find its configuration. */
    public URI issuer() {
        return URI.create("http://localhost:" + port + "/realms/openpeering");
    }

    /**
     * A fresh access token, good for one hour: for {@code agent} that of the agents' service account, else that of the
     * user of the name.
     *
     * @throws StackException when Keycloak gives none, with its answer
     */
    public String token(String user) {
        String name = URLEncoder.encode(user, StandardCharsets.UTF_8);
        String form = user.equals("agent")
                ? "grant_type=client_credentials&client_id=agent&client_secret=agent"
                : "grant_type=password&client_id=openpeering-cli&username=" + name + "&password=" + name;
        String answer = Http.postForm(URI.create(issuer() + "/protocol/openid-connect/token"), form);
        Matcher token = ACCESS_TOKEN.matcher(answer);
        if (!token.find()) {
            throw new StackException("Keycloak gives no token for " + user + ": " + answer);
        }
        return token.group(1);
    }

    @Override
    protected void prepare() {
        Ports.requireFree(port, "Keycloak");
        Ports.requireFree(managementPort, "Keycloak's health");
        try {
            KeycloakDistribution.link(workspace(), home);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + home, e);
        }
    }

    @Override
    protected Launch launch() {
        return KeycloakDistribution.launch(
                home,
                List.of(
                        "start",
                        "--optimized",
                        // The default opens cluster ports on every address.
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-host=127.0.0.1",
                        "--http-management-port=" + managementPort,
                        "--hostname=http://localhost:" + port,
                        "--log-level=INFO,io.smallrye.health:ERROR"));
    }

    @Override
    protected void awaitReady() {
        URI health = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
        untilReady(LIMIT, () -> Http.isOk(health));
        String configuration = Http.get(URI.create(issuer() + "/.well-known/openid-configuration"));
        if (!configuration.contains("\"issuer\":\"" + issuer() + "\"")) {
            throw new StackException("Something else than our Keycloak answers on port " + port);
        }
    }
}
