/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.Tokens;

/** An agent and its operator, as the service sees them. */
final class Telemetry {
    static final String PREFIX = "203.0.113.0/24";
    static final String TARGET = "203.0.113.7";
    static final String TEST = "probeTarget|203.0.113.0/24|203.0.113.7|TcpConnect|443";

    private Telemetry() {}

    /** A site with a router, and a prefix whose owner offers an address. */
    static void network() {
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter("edge-1", 1, "Frankfurt", List.of(IpAddress.parse("192.0.2.1")), List.of()));
        offer(2, List.of(new ProbeTarget(IpAddress.parse(TARGET), ProbeKind.TCP_CONNECT, 443)));
    }

    static void offer(long revision, List<ProbeTarget> targets) {
        Broker.send(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(
                        IpPrefix.parse(PREFIX), revision, List.of(), List.of(), RoutingPolicy.NONE, targets));
    }

    static RequestSpecification as(String subject, String... groups) {
        return given().header("Authorization", "Bearer " + Tokens.of(subject, groups));
    }

    static RequestSpecification operator() {
        return as("operator", "/operators");
    }

    static RequestSpecification agent(String client) {
        return as(client, "/agents");
    }

    static Response enlist(String name, Map<String, ?> body) {
        return operator().contentType("application/json").body(body).put("/operator/agents/" + name);
    }

    /** A sample that is good. */
    static String sample() {
        return sample(UUID.randomUUID().toString());
    }

    static String sample(String id) {
        return "{\"id\":\"%s\",\"assignment\":\"%s\",\"measuredAt\":\"%s\",\"site\":\"Frankfurt\",\"target\":\"%s\",\"sent\":3,\"rttMicros\":[12345,12400,12290]}"
                .formatted(id, TEST, Instant.now(), TARGET);
    }

    static List<String> samples(int count) {
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample());
        }
        return samples;
    }

    static byte[] body(List<String> samples) {
        return packed(("{\"version\":\"1.0\",\"dropped\":7,\"samples\":[" + String.join(",", samples) + "]}")
                .getBytes(StandardCharsets.UTF_8));
    }

    static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static Response post(String client, byte[] body) {
        return agent(client)
                .contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/telemetry/samples");
    }
}
