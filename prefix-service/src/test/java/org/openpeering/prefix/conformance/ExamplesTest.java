/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.prefix.testing.Make;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;

/**
 * Every example that Azure publishes of the operations of this service, in each version: the request is accepted in a
 * lab, and the answer has at least the members of the example's, of the same JSON types.
 */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class ExamplesTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final long ASN = 64500;
    private static final String PROVIDER = "/providers/Microsoft.Peering";
    /** Filled by setting up a connection monitor, which is the insights service's. */
    private static final Set<String> ELSEWHERE = Set.of("logAnalyticsWorkspaceProperties");

    private static final String REGISTERED_ASNS = "peerings/{peeringName}/registeredAsns";
    private static final String REGISTERED_PREFIXES = "peerings/{peeringName}/registeredPrefixes";
    private static final String SERVICE = "peeringServices/{peeringServiceName}";

    /** An operation; in the order of this list everything that one needs was made before. */
    private record Operation(String example, String verb, String path, String body) {
        Operation(String example, String verb, String path) {
            this(example, verb, path, "");
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("CreateRegisteredAsn", "PUT", REGISTERED_ASNS + "/{registeredAsnName}", "registeredAsn"),
            new Operation("GetRegisteredAsn", "GET", REGISTERED_ASNS + "/{registeredAsnName}"),
            new Operation("ListRegisteredAsnsByPeering", "GET", REGISTERED_ASNS),
            new Operation(
                    "CreateRegisteredPrefix",
                    "PUT",
                    REGISTERED_PREFIXES + "/{registeredPrefixName}",
                    "registeredPrefix"),
            new Operation("GetRegisteredPrefix", "GET", REGISTERED_PREFIXES + "/{registeredPrefixName}"),
            new Operation("ListRegisteredPrefixesByPeering", "GET", REGISTERED_PREFIXES),
            new Operation("ValidateRegisteredPrefix", "POST", REGISTERED_PREFIXES + "/{registeredPrefixName}/validate"),
            new Operation("ListRpUnbilledPrefixes", "GET", "peerings/{peeringName}/rpUnbilledPrefixes"),
            new Operation("CreatePeeringService", "PUT", SERVICE, "peeringService"),
            new Operation("GetPeeringService", "GET", SERVICE),
            new Operation("UpdatePeeringServiceTags", "PATCH", SERVICE, "tags"),
            new Operation("ListPeeringServicesByResourceGroup", "GET", "peeringServices"),
            new Operation("ListPeeringServicesBySubscription", "GET", "peeringServices"),
            new Operation(
                    "CreatePeeringServicePrefix", "PUT", SERVICE + "/prefixes/{prefixName}", "peeringServicePrefix"),
            new Operation("GetPeeringServicePrefix", "GET", SERVICE + "/prefixes/{prefixName}"),
            new Operation("ListPrefixesByPeeringService", "GET", SERVICE + "/prefixes"),
            new Operation("DeletePeeringServicePrefix", "DELETE", SERVICE + "/prefixes/{prefixName}"),
            new Operation("DeletePeeringService", "DELETE", SERVICE),
            new Operation("DeleteRegisteredPrefix", "DELETE", REGISTERED_PREFIXES + "/{registeredPrefixName}"),
            new Operation("DeleteRegisteredAsn", "DELETE", REGISTERED_ASNS + "/{registeredAsnName}"));

    @Inject
    Network network;

    @Inject
    ObjectMapper json;

    @Inject
    Sql sql;

    private final String token = Tokens.of("examples", "/subscriptions/subId/Contributor");

    @Test
    void of20210601() throws Exception {
        assertThat(played("2021-06-01")).isEqualTo(18);
    }

    @Test
    void of20221001() throws Exception {
        assertThat(played("2022-10-01")).isEqualTo(20);
    }

    @Test
    void of20250501() throws Exception {
        assertThat(played("2025-05-01")).isEqualTo(20);
    }

    private int played(String version) throws Exception {
        given();
        int examples = 0;
        for (Operation operation : OPERATIONS) {
            JsonNode example = example(version, operation.example());
            if (example != null) {
                play(operation, example);
                examples++;
            }
        }
        return examples;
    }

    private JsonNode example(String version, String name) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/examples/" + version + "/" + name + ".json")) {
            return file == null ? null : json.readTree(file);
        }
    }

    private void play(Operation operation, JsonNode example) throws IOException {
        JsonNode parameters = example.get("parameters");
        Response answer = call(operation.verb(), url(operation, parameters), operation.body(), parameters);

        String status = Integer.toString(answer.statusCode());
        assertThat(example.get("responses").properties().stream().map(Map.Entry::getKey))
                .as(operation.example() + ": " + answer.asString())
                .contains(status);
        assertThat(operation.verb().equals("PUT") ? "201" : "200").isEqualTo(status);
        JsonNode expected = example.get("responses").get(status).get("body");
        if (expected != null) {
            // What validation finds out stands in the example's first answer already.
            eventually(LIMIT, () -> {
                String latest = operation.example().equals("CreatePeeringServicePrefix")
                        ? call("GET", url(operation, parameters), "", parameters)
                                .asString()
                        : answer.asString();
                assertThat(missing("", expected, json.readTree(latest)))
                        .as(operation.example())
                        .isEmpty();
            });
        }
    }

    private Response call(String verb, String url, String body, JsonNode parameters) {
        RequestSpecification request = RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", "Bearer " + token)
                .queryParam("api-version", parameters.get("api-version").asText());
        if (!body.isEmpty()) {
            request.contentType("application/json").body(parameters.get(body).toString());
        }
        for (String query : List.of("consolidate", "$expand")) {
            if (parameters.has(query)) {
                request.queryParam(query, parameters.get(query).asText());
            }
        }
        return request.request(verb, url);
    }

    private static String url(Operation operation, JsonNode parameters) {
        String group = parameters.has("resourceGroupName")
                ? "/resourceGroups/" + parameters.get("resourceGroupName").asText()
                : "";
        String path = operation.path();
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            // Some examples number what others do not.
            String name = parameter.getValue().asText().replaceFirst("Name[0-9]$", "Name");
            path = path.replace("{" + parameter.getKey() + "}", name);
        }
        assertThat(path).as("every name is in the example").doesNotContain("{");
        return "/subscriptions/" + parameters.get("subscriptionId").asText() + group + PROVIDER + "/" + path;
    }

    /** What of the example the answer lacks. */
    private static List<String> missing(String at, JsonNode example, JsonNode answer) {
        List<String> missing = new ArrayList<>();
        if (answer == null || example.getNodeType() != answer.getNodeType()) {
            return List.of(at + " is " + (answer == null ? "absent" : answer.getNodeType()));
        }
        for (Map.Entry<String, JsonNode> member : example.properties()) {
            if (!ELSEWHERE.contains(member.getKey())) {
                missing.addAll(missing(at + "." + member.getKey(), member.getValue(), answer.get(member.getKey())));
            }
        }
        if (example.isArray()) {
            missing.addAll(missing(at + "[0]", example.get(0), answer.get(0)));
        }
        return missing;
    }

    /** The peering and the provider that the examples speak of. */
    private void given() throws Exception {
        Peering plain = Make.peering(
                ResourceId.parse("/subscriptions/subId/resourceGroups/rgName" + PROVIDER + "/peerings/peeringName"),
                1,
                ASN,
                "peeringLocation1",
                Make.session("172.20.0.1"));
        Peering peering = new Peering(
                plain.id(),
                plain.revision(),
                plain.kind(),
                DirectPeeringType.IX_RS,
                plain.metro(),
                plain.peerAsnId(),
                plain.asn(),
                plain.sessions(),
                plain.connectionStates());
        network.send(Topic.PEERINGS, peering.key(), 1, peering);
        Provider provider = new Provider(
                "serviceProvider1", 1, List.of(new Asn(ASN)), List.of("peeringLocation1", "peeringLocation2"));
        network.send(Topic.PROVIDERS, provider.key(), 1, provider);
        EdgeRouter router =
                new EdgeRouter("example-r1", 1, "peeringLocation1", List.of(IpAddress.parse("192.0.2.1")), List.of());
        network.send(Topic.EDGE_ROUTERS, router.key(), 1, router);
        network.routes(
                "192.168.9.0/24", 1, 1, route("192.168.9.0/24", "example-r1", "172.20.0.1", ASN, AsPath.of(ASN), MAPS));
        eventually(
                LIMIT,
                () -> assertThat(sql.<Long>get(
                                "select count(*) as n from replica where message_key = any(?)",
                                row -> row.number("n"),
                                List.of(peering.key(), provider.key(), router.key(), "192.168.9.0/24")))
                        .isEqualTo(4));
    }
}
