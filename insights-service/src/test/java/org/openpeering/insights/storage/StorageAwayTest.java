/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.storage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/** Without PostgreSQL the network is watched, and readiness says what is missing. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class StorageAwayTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Peer PARTNER = Peer.of("192.0.2.9", 64499, "192.0.2.9", "192.0.2.10");
    private static final String PREFIX = "198.51.100.0/24";

    @TestHTTPResource(value = "/health/ready", management = true)
    String ready;

    @AfterEach
    void back() {
        Servers.POSTGRES.start();
        readinessSays("answers");
    }

    private void readinessSays(String database) {
        eventually(
                LIMIT,
                () -> given().get(ready)
                        .then()
                        .statusCode(200)
                        .body("checks.find { it.name == 'storage' }.status", is("UP"))
                        .body("checks.find { it.name == 'storage' }.data.database", is(database)));
    }

    @Test
    void routesAreTakenAndToldWhileTheDatabaseIsAway() throws Exception {
        readinessSays("answers");
        Servers.POSTGRES.kill();
        readinessSays("away");

        long revision = System.currentTimeMillis();
        String name = "edge-" + UUID.randomUUID();
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter(name, revision, "Frankfurt", List.of(IpAddress.parse("127.0.0.1")), List.of()));
        Broker.send(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(
                        IpPrefix.parse(PREFIX),
                        revision,
                        List.of(new Asn(64499)),
                        List.of(new RequiredSession(
                                IpAddress.parse("192.0.2.9"), new Asn(64499), "Frankfurt", SessionRole.PRIMARY))));
        InetSocketAddress bmp =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("openpeering.bmp.port"));
        try (SyntheticRouter router =
                new SyntheticRouter(name, bmp, null, 8075, InetAddress.ofLiteral("192.0.2.254")).start()) {
            router.peerUp(PARTNER);
            router.announce(
                    PARTNER,
                    new Route(PREFIX, List.of(64499L), List.of("8075:8007"), InetAddress.ofLiteral("192.0.2.9")));
            eventually(LIMIT, () -> {
                List<PrefixRoutes> said = Broker.read(Topic.PREFIX_ROUTES, PREFIX, PrefixRoutes.class);
                assertThat(said).isNotEmpty();
                assertThat(said.getLast().routes()).hasSize(1);
            });
        }
    }
}
