/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** What an owner offers to be measured: said, remembered, told to insights, and gone with the prefix. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class ProbeTargetTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String TARGETS = prefix("s", "p") + "/probeTargets";

    @Inject
    Network network;

    private Api api;
    private String block;
    private String inside;

    @BeforeEach
    void customer() {
        Partner partner = network.partner();
        api = new Api(Network.subscription(), "Contributor");
        block = Network.freshPrefix();
        inside = block.replaceFirst("/.*", "");
        api.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        String key = new Api(partner.subscription(), "Contributor")
                .put(registration(partner.peering(), "r"), prefixBody(block))
                .path("properties.peeringServicePrefixKey");
        api.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
    }

    private Response offered(List<?> targets) {
        return api.put(TARGETS, Map.of("properties", Map.of("targets", targets)));
    }

    private List<ProbeTarget> told() {
        return network.monitored(block).map(MonitoredPrefix::probeTargets).orElse(List.of());
    }

    @Test
    void nothingIsOfferedUntilTheOwnerSaysSo() {
        api.get(TARGETS)
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("name", equalTo("probeTargets"))
                .body("properties.prefix", equalTo(block))
                .body("properties.targets", hasSize(0));
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsOfferedIsToldUntilItIsTakenBack() {
        offered(List.of(
                        Map.of("address", inside, "probe", "tlshandshake", "port", 443),
                        Map.of("address", inside, "probe", "IcmpEcho")))
                .then()
                .statusCode(200)
                .body("properties.targets.probe", containsInAnyOrder("TlsHandshake", "IcmpEcho"))
                .body("properties.changedBy", notNullValue());
        eventually(
                LIMIT,
                () -> assertThat(told())
                        .containsExactlyInAnyOrder(
                                new ProbeTarget(IpAddress.parse(inside), ProbeKind.TLS_HANDSHAKE, 443),
                                new ProbeTarget(IpAddress.parse(inside), ProbeKind.ICMP_ECHO, null)));

        api.delete(TARGETS).then().statusCode(200);
        api.delete(TARGETS).then().statusCode(204);
        eventually(LIMIT, () -> assertThat(told()).isEmpty());

        api.get(TARGETS + "/history")
                .then()
                .statusCode(200)
                .body("value", hasSize(2))
                .body("value[0].targets", hasSize(0))
                .body("value[1].targets", hasSize(2))
                .body("value[1].changedBy", notNullValue());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithTheMend() {
        offered(List.of(
                        Map.of("address", "9.9.9.9", "probe", "TcpConnect", "port", 443),
                        Map.of("address", inside, "probe", "TcpConnect"),
                        Map.of("address", inside, "probe", "Flood", "port", 1),
                        Map.of("address", inside, "probe", "IcmpEcho", "port", 7),
                        Map.of("address", "x", "probe", "IcmpEcho"),
                        Map.of("address", inside, "probe", "Traceroute"),
                        Map.of("address", inside, "probe", "Traceroute")))
                .then()
                .statusCode(400)
                .body(
                        "error.details.target",
                        containsInAnyOrder(
                                "properties.targets[0].address",
                                "properties.targets[1].port",
                                "properties.targets[2].probe",
                                "properties.targets[3].port",
                                "properties.targets[4].address",
                                "properties.targets[6]"))
                .body(
                        "error.details.message",
                        org.hamcrest.Matchers.hasItem(containsString("does not lie in " + block)));
        offered(IntStream.range(0, 17)
                        .mapToObj(i -> Map.of("address", inside, "probe", "TcpConnect", "port", 100 + i))
                        .toList())
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.targets"));
        offered(List.of()).then().statusCode(400);
        assertThat(told()).isEmpty();
    }

    @Test
    void theOfferGoesWithThePrefix() {
        offered(List.of(Map.of("address", inside, "probe", "IcmpEcho"))).then().statusCode(200);
        eventually(LIMIT, () -> assertThat(told()).hasSize(1));

        api.delete(prefix("s", "p")).then().statusCode(200);

        eventually(LIMIT, () -> assertThat(told()).isEmpty());
        api.get(TARGETS).then().statusCode(404);
    }
}
