/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.Kafka;
import org.openpeering.stack.server.Postgres;
import org.openpeering.stack.server.TestIdentity;

/** What services in containers find around them: PostgreSQL, Kafka, an OIDC provider; and the variables that say where. */
public final class Surroundings implements AutoCloseable {
    /** The services that have an image. */
    public static final List<String> SERVICES =
            List.of("partner-service", "prefix-service", "insights-service", "gateway");

    /** The subscription of {@link #token}. */
    static final String SUBSCRIPTION = "11111111-1111-4111-8111-111111111111";

    private final Postgres postgres;
    private final Kafka kafka;
    private final TestIdentity identity = new TestIdentity();
    private final Map<String, Integer> ports =
            SERVICES.stream().collect(Collectors.toMap(each -> each, _ -> Ports.free()));
    private final Map<String, Integer> managementPorts =
            SERVICES.stream().collect(Collectors.toMap(each -> each, _ -> Ports.free()));

    public Surroundings(Workspace workspace) {
        postgres = new Postgres(workspace);
        kafka = new Kafka(workspace);
    }

    public void start() {
        identity.start();
        postgres.start();
        kafka.start();
    }

    /** Kafka first: what its clients log of it no longer reaches anybody. */
    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
        identity.stop();
    }

    public int managementPort(String service) {
        return Objects.requireNonNull(managementPorts.get(service), service);
    }

    private int port(String service) {
        return Objects.requireNonNull(ports.get(service), service);
    }

    /** Where a service answers itself. */
    URI uri(String service) {
        return URI.create("http://127.0.0.1:" + port(service));
    }

    /** A token of an operator who owns the subscription, too. */
    String token() {
        return identity.token("trainer", List.of("/operators", "/subscriptions/" + SUBSCRIPTION + "/Owner"));
    }

    /** The environment of the service's container; on loopback, since nothing here is anybody's business. */
    public Map<String, String> environment(String service) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.profile", "local");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(port(service)));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(managementPort(service)));
        settings.put("quarkus.oidc.auth-server-url", identity.issuerUrl());
        settings.put("openpeering.reserved-numbers", "true");
        switch (service) {
            case "gateway" -> {
                settings.put("openpeering.gateway.public-url", uri("gateway").toString());
                settings.put(
                        "openpeering.gateway.partner-url",
                        uri("partner-service").toString());
                settings.put(
                        "openpeering.gateway.prefix-url", uri("prefix-service").toString());
                settings.put(
                        "openpeering.gateway.insights-url",
                        uri("insights-service").toString());
            }
            case "insights-service" -> {
                settings.put("openpeering.bmp.port", Integer.toString(Ports.free()));
                settings.put(
                        "openpeering.prefix-service.url", uri("prefix-service").toString());
            }
            case "prefix-service" ->
                settings.put("openpeering.partner-url", uri("partner-service").toString());
            default -> {}
        }
        if (!service.equals("gateway")) {
            settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
            // Nothing is under way when they are ended: seconds for each reader saved.
            settings.put("mp.messaging.connector.smallrye-kafka.graceful-shutdown", "false");
        }
        String database = service.replace("-service", "");
        if (Postgres.SERVICES.contains(database)) {
            settings.putAll(postgres.settings(database));
        }
        Map<String, String> environment = new TreeMap<>();
        settings.forEach((name, value) -> environment.put(variable(name), value));
        return environment;
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
