/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.CertificateAuthority;
import org.openpeering.stack.server.Kafka;
import org.openpeering.stack.server.Keycloak;
import org.openpeering.stack.server.Postgres;

/** How each service is configured on one machine. */
record Services(
        Workspace workspace,
        StackPorts ports,
        boolean lab,
        boolean reservedNumbers,
        boolean optimized,
        Map<String, String> everywhere,
        @Nullable String risLive,
        @Nullable Path roas,
        Set<Part> roasReaders,
        Postgres postgres,
        Kafka kafka,
        Keycloak keycloak,
        CertificateAuthority authority) {

    QuarkusService create(Part part) {
        return create(part, part.label());
    }

    /**
     * One more instance of a service beside the first, under another name and on ports of its own.
     *
     * @param itsRisLive the server of RIS Live that it hears, should it be insights-service; null for none
     */
    QuarkusService twin(Part part, String name, StackPorts itsPorts, @Nullable String itsRisLive) {
        StackPorts moved = ports;
        for (Port port : Port.values()) {
            if (port.part() == part) {
                moved = moved.with(port, itsPorts.get(port));
            }
        }
        return new Services(
                        workspace,
                        moved,
                        lab,
                        reservedNumbers,
                        optimized,
                        everywhere,
                        itsRisLive,
                        roas,
                        roasReaders,
                        postgres,
                        kafka,
                        keycloak,
                        authority)
                .create(part, name);
    }

    private QuarkusService create(Part part, String name) {
        return switch (part) {
            case PARTNER -> domainService(part, name, Port.PARTNER, Port.PARTNER_MANAGEMENT, Map.of());
            case PREFIX ->
                domainService(
                        part,
                        name,
                        Port.PREFIX,
                        Port.PREFIX_MANAGEMENT,
                        Map.of("openpeering.partner-url", url(Port.PARTNER)));
            case INSIGHTS -> domainService(part, name, Port.INSIGHTS, Port.INSIGHTS_MANAGEMENT, insightsSettings());
            case GATEWAY -> gateway(name);
            case POSTGRES, KAFKA, KEYCLOAK -> throw new IllegalArgumentException(part + " is no service of ours");
        };
    }

    private Map<String, String> insightsSettings() {
        Map<String, String> settings = new HashMap<>(
                Map.of("openpeering.bmp.port", number(Port.BMP), "openpeering.prefix-service.url", url(Port.PREFIX)));
        // What agents on this machine can reach; they learn of it within seconds.
        settings.put("openpeering.telemetry.lab-targets", "127.0.0.1:" + number(Port.GATEWAY));
        settings.put("openpeering.telemetry.poll", "PT5S");
        if (risLive != null) {
            settings.put("openpeering.ris-live.url", risLive);
            // A recording that begins later is heard within seconds.
            settings.put("openpeering.ris-live.longest-pause", "PT5S");
        }
        return settings;
    }

    private QuarkusService domainService(Part part, String name, Port port, Port management, Map<String, String> more) {
        Map<Port, Integer> opened = opened(port, management);
        if (part == Part.INSIGHTS) {
            opened.put(Port.BMP, ports.get(Port.BMP));
        }
        return new QuarkusService(
                name, workspace, jar(part.label() + "-service"), opened, ports.get(management), jvm(part), () -> {
                    Map<String, String> settings = common(management);
                    settings.put("quarkus.http.port", number(port));
                    if (Postgres.SERVICES.contains(part.label())) {
                        settings.putAll(postgres.settings(part.label()));
                    }
                    if (roas != null && roasReaders.contains(part)) {
                        settings.put("openpeering.rpki.json", roas.toString());
                        settings.put("openpeering.rpki.poll", "PT1S");
                    }
                    if (part != Part.INSIGHTS) {
                        settings.put("openpeering.lab", Boolean.toString(lab));
                        settings.put("openpeering.reserved-numbers", Boolean.toString(reservedNumbers));
                    }
                    settings.putAll(more);
                    return settings;
                });
    }

    /** Small and quick to start, or fast after a minute and with room for a hundred thousand prefixes. */
    private List<String> jvm(Part part) {
        if (!optimized) {
            return Commands.smallJvm("160m");
        }
        Path options = Repository.root().resolve(module(part)).resolve("jvm.options");
        return Commands.jvm(options, part == Part.INSIGHTS ? "1536m" : "256m");
    }

    private QuarkusService gateway(String name) {
        return new QuarkusService(
                name,
                workspace,
                jar(module(Part.GATEWAY)),
                opened(Port.GATEWAY, Port.GATEWAY_MANAGEMENT),
                ports.get(Port.GATEWAY_MANAGEMENT),
                jvm(Part.GATEWAY),
                this::gatewaySettings);
    }

    private Map<String, String> gatewaySettings() {
        Map<String, String> settings = common(Port.GATEWAY_MANAGEMENT);
        settings.put("quarkus.http.ssl-port", number(Port.GATEWAY));
        settings.put("quarkus.http.insecure-requests", "disabled");
        settings.put("quarkus.http.tls-configuration-name", "door");
        settings.put(
                "quarkus.tls.door.key-store.p12.path",
                authority.serverKeyStore().toString());
        settings.put("quarkus.tls.door.key-store.p12.password", authority.password());
        settings.put("openpeering.gateway.public-url", "https://localhost:" + number(Port.GATEWAY));
        settings.put("openpeering.gateway.partner-url", url(Port.PARTNER));
        settings.put("openpeering.gateway.prefix-url", url(Port.PREFIX));
        settings.put("openpeering.gateway.insights-url", url(Port.INSIGHTS));
        // One person with scripts and tests is all that calls: Azure's quotas would only be in the way.
        settings.put("openpeering.gateway.quota.multiplier", "100");
        return settings;
    }

    private Map<String, String> common(Port management) {
        Map<String, String> settings = new HashMap<>(everywhere);
        settings.put("quarkus.profile", "local");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", number(management));
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
        return settings;
    }

    private Map<Port, Integer> opened(Port port, Port management) {
        Map<Port, Integer> opened = new EnumMap<>(Port.class);
        opened.put(port, ports.get(port));
        opened.put(management, ports.get(management));
        return opened;
    }

    private String url(Port port) {
        return "http://127.0.0.1:" + ports.get(port);
    }

    private String number(Port port) {
        return Integer.toString(ports.get(port));
    }

    private static String module(Part part) {
        return part == Part.GATEWAY ? part.label() : part.label() + "-service";
    }

    private static Path jar(String module) {
        return Repository.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
