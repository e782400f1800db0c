/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openpeering.stack.Port;
import org.openpeering.stack.StackPorts;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Http;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.CertificateAuthority;

/** The gateway alone, as it was built in a checkout, with no quota that would be met. */
final class Gateway extends ManagedProcess {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path module;
    private final StackPorts ports;
    private final CertificateAuthority authority;
    private final URI issuer;
    private final int loops;

    /** @param loops threads that serve; 0: as many as it takes by itself */
    Gateway(
            String name,
            Workspace workspace,
            Path checkout,
            StackPorts ports,
            CertificateAuthority authority,
            URI issuer,
            int loops) {
        super(name, workspace);
        this.module = checkout.resolve("gateway").toAbsolutePath();
        this.ports = ports;
        this.authority = authority;
        this.issuer = issuer;
        this.loops = loops;
    }

    @Override
    protected void prepare() {
        authority.ensure();
    }

    @Override
    protected Launch launch() {
        List<String> command = new ArrayList<>(Commands.jvm(module.resolve("jvm.options"), "256m"));
        settings().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar", module.resolve("target/quarkus-app/quarkus-run.jar").toString()));
        return new Launch(
                command,
                Map.of("QUARKUS_TLS_DOOR_KEY_STORE_P12_PASSWORD", authority.password()),
                workspace().data());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.profile", "local");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.ssl-port", number(Port.GATEWAY));
        settings.put("quarkus.http.insecure-requests", "disabled");
        settings.put("quarkus.http.tls-configuration-name", "door");
        settings.put(
                "quarkus.tls.door.key-store.p12.path",
                authority.serverKeyStore().toString());
        settings.put("quarkus.management.port", number(Port.GATEWAY_MANAGEMENT));
        settings.put("quarkus.oidc.auth-server-url", issuer.toString());
        settings.put("openpeering.gateway.public-url", "https://localhost:" + number(Port.GATEWAY));
        settings.put("openpeering.gateway.partner-url", "http://127.0.0.1:" + number(Port.PARTNER));
        settings.put("openpeering.gateway.quota.multiplier", "1000000");
        if (loops > 0) {
            settings.put("quarkus.vertx.event-loops-pool-size", Integer.toString(loops));
            settings.put("quarkus.http.io-threads", Integer.toString(loops));
        }
        return settings;
    }

    private String number(Port port) {
        return Integer.toString(ports.get(port));
    }

    @Override
    protected void awaitReady() {
        URI ready = URI.create("http://127.0.0.1:" + number(Port.GATEWAY_MANAGEMENT) + "/q/health/ready");
        untilReady(LIMIT, () -> Http.isOk(ready));
    }
}
