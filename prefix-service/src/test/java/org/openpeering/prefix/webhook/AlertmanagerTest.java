/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Customer;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;
import org.openpeering.stack.process.Ports;

/** A real Alertmanager takes what we send, where it is installed: an event is an alert from its begin to its end. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class AlertmanagerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PROGRAM = "prometheus-alertmanager";

    @Inject
    Network network;

    @Inject
    Sql sql;

    private final HttpClient client = HttpClient.newHttpClient();
    private String url;

    @Test
    void hasAnEventAsAnAlertUntilItEnds(@TempDir Path folder) throws Exception {
        assumeTrue(isInstalled(), PROGRAM + " is not installed");
        Process alertmanager = start(folder);
        Customer customer = Customer.of(network, network.partner());
        try {
            eventually(LIMIT, () -> assertThat(alerts().getList("")).isEmpty());
            String prefix = customer.claimed("s", "p");
            customer.api()
                    .put(
                            "/providers/Microsoft.Peering/webhooks/am",
                            Map.of("properties", Map.of("endpoint", url, "format", "Alertmanager")))
                    .then()
                    .statusCode(201);
            customer.happens(prefix, prefix + "x", 1, EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT);
            customer.happens(prefix, prefix + "x", 2, EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT);

            eventually(
                    LIMIT,
                    () -> assertThat(alerts().<String>getList("annotations.revision"))
                            .containsExactly("2"));
            assertThat(alerts().<String>getList("labels.prefix")).containsExactly(prefix);
            assertThat(alerts().<String>getList("status.state")).containsExactly("active");

            network.event(Customer.event(
                    prefix, prefix + "x", 3, EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT, EventLevel.WARNING));
            eventually(
                    LIMIT,
                    () -> assertThat(alerts().<String>getList("labels.severity"))
                            .containsExactly("warning"));

            network.event(ended(Customer.event(prefix, prefix + "x", 4, EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT)));
            eventually(LIMIT, () -> assertThat(alerts().getList("")).isEmpty());
        } finally {
            sql.update("delete from webhook where subscription = ?", customer.subscription());
            alertmanager.destroy();
            alertmanager.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    private Process start(Path folder) throws IOException {
        int port = Ports.free();
        url = "http://127.0.0.1:" + port;
        Path config =
                Files.writeString(folder.resolve("config.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        return new ProcessBuilder(
                        PROGRAM,
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private JsonPath alerts() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts")).build();
        return new JsonPath(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static RoutingEvent ended(RoutingEvent event) {
        return new RoutingEvent(
                event.id(),
                event.revision(),
                event.type(),
                event.level(),
                RoutingEvent.Status.ENDED,
                event.confidence(),
                event.prefix(),
                event.offendingPrefix(),
                event.expectedOrigins(),
                event.seenOrigin(),
                event.firstSeen(),
                event.lastSeen(),
                Instant.parse("2026-01-02T04:00:00Z"),
                "withdrawn",
                event.vantages(),
                event.firstHops(),
                event.evidence(),
                List.of(),
                event.rule(),
                event.summary());
    }
}
