/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static org.openpeering.prefix.testing.Api.asn;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.testing.ConditionMatrix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PrefixConditionsTest extends ConditionMatrix {
    private static final String VERSION = "?api-version=2022-10-01";

    private final Network network = new Network();

    private final List<Conditional> all = new ArrayList<>();

    @Override
    protected String servicePackage() {
        return "org.openpeering.prefix";
    }

    /** {@code RegistryFlowTest}. */
    @Override
    protected Set<String> elsewhere() {
        return Set.of("RegistryResource");
    }

    @Override
    protected List<Conditional> conditionals() throws Exception {
        Partner partner = network.partner();
        Api api = new Api(partner.subscription(), "Contributor");
        String block = Network.freshPrefix();
        String registered = registration(partner.peering(), "r");
        String key = api.put(registered, Api.prefixBody(block)).path("properties.peeringServicePrefixKey");
        Partner exchange = network.partner();
        network.routeServer(exchange, 2);
        Api members = new Api(exchange.subscription(), "Contributor");
        String number = asn(exchange.peering(), "a");
        String numberBody = "{\"properties\":{\"asn\":" + exchange.asn() + "}}";
        members.put(number, numberBody).then().statusCode(201);
        api.put(service("s"), Api.serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        api.put(prefix("s", "p"), Api.prefixBody(block, key)).then().statusCode(201);
        network.monitored(block);

        String webhook = "/providers/Microsoft.Peering/webhooks/w";
        String webhookBody = "{\"properties\":{\"endpoint\":\"http://127.0.0.1:9/\"}}";
        api.put(webhook, webhookBody).then().statusCode(201);

        add("WebhookResource", api, webhook, "PUT", "", webhookBody);
        add("WebhookResource", api, webhook, "POST", "/rotateSecret", null);
        add("WebhookResource", api, webhook, "DELETE", "", null);
        add("PeeringServiceResource", api, service("s"), "PATCH", "", "{\"tags\":{\"a\":\"b\"}}");
        add("PeeringServiceResource", api, service("s"), "POST", "/cancelLocationChange", null);
        add("RegisteredPrefixResource", api, registered, "PUT", "", "{\"properties\":{\"prefix\":\"" + block + "\"}}");
        add("RegisteredPrefixResource", api, registered, "POST", "/validate", null);
        add("RegisteredPrefixResource", api, registered, "POST", "/rotateKey", "{\"overlap\":\"PT1H\"}");
        add("RegisteredAsnResource", members, number, "PUT", "", numberBody);
        add("PrefixChangeResource", api, prefix("s", "p"), "POST", "/cancelPrefixChange", null);
        add("PrefixResource", api, prefix("s", "p"), "PUT", "", "{\"properties\":{\"prefix\":\"" + block + "\"}}");
        String policy = prefix("s", "p") + "/routingPolicy";
        add("RoutingPolicyResource", api, policy, "PUT", "", "{\"properties\":{\"siblings\":[64500]}}");
        add("RoutingPolicyResource", api, policy, "DELETE", "", null);
        String address = block.replaceFirst("/.*", "");
        add(
                "ProbeTargetResource",
                api,
                prefix("s", "p") + "/probeTargets",
                "PUT",
                "",
                "{\"properties\":{\"targets\":[{\"address\":\"" + address + "\",\"probe\":\"IcmpEcho\"}]}}");
        add("ProbeTargetResource", api, prefix("s", "p") + "/probeTargets", "DELETE", "", null);
        add("PrefixResource", api, prefix("s", "p"), "DELETE", "", null);
        return all;
    }

    private void add(String resource, Api api, String path, String verb, String action, @Nullable String body) {
        all.add(new Conditional(
                resource, () -> caller(api), api.url(path) + VERSION, verb, api.url(path) + action + VERSION, body));
    }

    private static RequestSpecification caller(Api api) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + api.token())
                .contentType("application/json");
    }
}
