/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.stack.process.Await;

/**
 * The steps by which operator, partner and customer come together, each safe to repeat. The operator's part is done as
 * soon as something waits for approval.
 */
public final class Onboarding {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Set<String> PROVISIONED = Set.of("Validating", "Active");

    private final ApiClient api;
    private final ApiClient.User operator;

    public Onboarding(ApiClient api) {
        this.api = api;
        this.operator = api.as("operator");
    }

    /** Makes sure that the catalogue has the metro; one that it has stays as it is. */
    public void metro(String name, String country, double latitude, double longitude) {
        if (operator.get("/operator/catalogue/metros/" + encoded(name)).isSuccess()) {
            return;
        }
        operator.put("/operator/catalogue/metros/" + encoded(name), """
                        {"country": "%s", "latitude": %s, "longitude": %s}""".formatted(country, latitude, longitude))
                .expect(200, 201);
    }

    public void provider(String name, long asn, List<String> metros) {
        operator.put("/operator/catalogue/providers/" + encoded(name), """
                        {"asns": [%d], "peeringLocations": [%s]}""".formatted(asn, quoted(metros)))
                .expect(200, 201);
    }

    /** @param addresses from where it may connect */
    public void edgeRouter(String name, String metro, List<String> addresses) {
        operator.put("/operator/edgeRouters/" + encoded(name), """
                        {"metro": "%s", "addresses": [%s]}""".formatted(metro, quoted(addresses)))
                .expect(200, 201);
    }

    /** Returns the id of an approved PeerAsn. */
    public String approvedPeerAsn(String user, String subscription, String name, long asn, String company) {
        String id = Arm.peerAsn(subscription, name);
        String path = Arm.versioned(id);
        api.as(user).put(path, """
                        {"properties": {"peerAsn": %d, "peerName": "%s", "peerContactDetail": [
                          {"role": "Noc", "email": "noc@%s.example", "phone": "+49 69 900 900"}]}}""".formatted(asn, company, name)).expect(200, 201);
        Await.value(
                id + " Approved",
                LIMIT,
                () -> {
                    approveWaiting(id);
                    return api.as(user).get(path).expect(200).property("validationState");
                },
                "Approved"::equals);
        return id;
    }

    /** Orders connections, given as JSON objects, and returns the peering's id. */
    public String peering(
            String user,
            String subscription,
            String group,
            String name,
            String metro,
            String peerAsnId,
            List<String> connections) {
        String id = Arm.peering(subscription, group, name);
        api.as(user)
                .put(Arm.versioned(id), """
                        {"sku": {"name": "Premium_Direct_Free"}, "kind": "Direct", "location": "Germany West Central",
                         "properties": {"peeringLocation": "%s", "direct": {
                           "peerAsn": {"id": "%s"}, "directPeeringType": "Edge", "connections": [%s]}}}""".formatted(metro, peerAsnId, String.join(", ", connections)))
                .expect(200, 201);
        return id;
    }

    /** Approves and provisions until every connection only waits for its BGP session. */
    public void provision(String user, String peering) {
        Await.value(
                peering + " provisioned",
                LIMIT,
                () -> {
                    approveWaiting(peering);
                    return connectionStates(user, peering);
                },
                states -> PROVISIONED.containsAll(states) && !states.isEmpty());
    }

    public void awaitActive(String user, String peering) {
        Await.value(
                peering + " Active",
                LIMIT,
                () -> connectionStates(user, peering),
                states -> states.equals(Set.of("Active")));
    }

    public Set<String> connectionStates(String user, String peering) {
        JsonNode connections =
                api.as(user).get(Arm.versioned(peering)).expect(200).json().at("/properties/direct/connections");
        return connections
                .valueStream()
                .map(each -> each.path("connectionState").asText())
                .collect(Collectors.toSet());
    }

    /** Registers a prefix under a peering and returns the key for the customer. */
    public String registeredPrefix(String user, String peering, String name, String prefix) {
        String path = Arm.versioned(Arm.registeredPrefix(peering, name));
        api.as(user).put(path, """
                        {"properties": {"prefix": "%s"}}""".formatted(prefix)).expect(200, 201);
        return Await.value(
                "the key of " + prefix,
                LIMIT,
                () -> api.as(user).get(path).expect(200).property("peeringServicePrefixKey"),
                key -> !key.isEmpty());
    }

    /** Creates a peering service without a backup location when {@code backup} is empty, and returns its id. */
    public String peeringService(
            String user,
            String subscription,
            String group,
            String name,
            String provider,
            String primary,
            String backup) {
        String id = Arm.peeringService(subscription, group, name);
        api.as(user)
                .put(Arm.versioned(id), """
                        {"location": "Germany West Central", "properties": {
                          "peeringServiceLocation": "Hesse", "peeringServiceProvider": "%s",
                          "providerPrimaryPeeringLocation": "%s"%s}}""".formatted(
                                provider,
                                primary,
                                backup.isEmpty() ? "" : ", \"providerBackupPeeringLocation\": \"" + backup + '"'))
                .expect(200, 201);
        return id;
    }

    /** Activates a customer's prefix and returns its id. */
    public String customerPrefix(String user, String peeringService, String name, String prefix, String key) {
        String id = Arm.prefix(peeringService, name);
        api.as(user).put(Arm.versioned(id), """
                        {"properties": {"prefix": "%s", "peeringServicePrefixKey": "%s"}}""".formatted(prefix, key)).expect(200, 201);
        return id;
    }

    /** The first answer for the prefix whose state is this; fails when there is none in time. */
    public Answer awaitState(String user, String prefixId, String state, Duration limit) {
        return Await.value(
                prefixId + " " + state,
                limit,
                () -> api.as(user).get(Arm.versioned(prefixId)).expect(200),
                answer -> answer.property("prefixValidationState").equals(state));
    }

    /** Approves whatever waits for this resource, and returns what it was. */
    public List<String> approveWaiting(String resourceId) {
        List<String> approved = new ArrayList<>();
        String path = "/operator/approvals?state=Waiting";
        while (!path.isEmpty()) {
            Answer page = operator.get(path).expect(200);
            for (JsonNode item : page.json().path("value")) {
                if (item.path("resourceId").asText().equalsIgnoreCase(resourceId)) {
                    operator.post("/operator/approvals/" + item.path("id").asText() + "/approve", """
                                    {"reason": "Checked"}""")
                            .expect(200);
                    approved.add(item.path("kind").asText());
                }
            }
            path = page.json().path("nextLink").asText("");
        }
        return approved;
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
    }

    private static String encoded(String name) {
        return name.replace(" ", "%20");
    }
}
