/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.openpeering.partner.Api.VERSION;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.openpeering.kit.testing.ConditionMatrix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PartnerConditionsTest extends ConditionMatrix {
    private static final String CONNECTION = "ce000000-0000-4000-8000-000000000001";

    private final Api api = new Api();
    private final String metro = "Metro-" + UUID.randomUUID();
    private final String ofMetro = "/operator/catalogue/metros/" + metro;
    private final List<Conditional> all = new ArrayList<>();

    @Override
    protected String servicePackage() {
        return "org.openpeering.partner";
    }

    @Override
    protected List<Conditional> conditionals() {
        partners();
        entry("ServiceLocationResource", "/operator/catalogue/serviceLocations/" + metro, """
                {"country":"DE","state":"x","latitude":1,"longitude":2}""");
        entry("BandwidthOfferResource", "/operator/catalogue/bandwidthOffers/" + metro, "{\"valueInMbps\":10000}");
        entry("DirectFacilityResource", ofMetro + "/facilities/58", """
                {"address":"1 High Street","directPeeringTypes":["Edge"]}""");
        entry("ExchangeFacilityResource", ofMetro + "/exchanges/31", """
                {"exchangeName":"Example-IX","facilityIPv4Prefix":"192.0.2.0/24","ports":[
                {"bandwidthInMbps":100000,"microsoftIPv4Address":"192.0.2.7"}]}""");
        entry("CdnPrefixResource", ofMetro + "/cdnPeeringPrefixes/CdnPrefix_198_51_100_0_24", """
                {"prefix":"198.51.100.0/24","azureRegion":"eastus","azureService":"Storage","isPrimaryRegion":true,
                "bgpCommunity":"64496:1"}""");
        entry("ProviderResource", "/operator/catalogue/providers/" + metro, """
                {"asns":[64496],"peeringLocations":["%s"]}""".formatted(metro));
        entry("EdgeRouterResource", "/operator/edgeRouters/" + metro, """
                {"metro":"%s","addresses":["192.0.2.1"]}""".formatted(metro));
        entry("AddressPoolResource", "/operator/addressPools/" + metro, """
                {"metro":"%s","prefix":"10.251.0.0/20"}""".formatted(metro));
        String free = "Metro-" + UUID.randomUUID();
        entry("MetroResource", "/operator/catalogue/metros/" + free, """
                {"country":"DE","latitude":50.11,"longitude":8.68}""");
        return all;
    }

    private void partners() {
        api.metro(metro);
        api.approvedPeerAsn("asn1", 3320);
        String waiting = api.peerAsnId("asn2");
        api.put(waiting, Api.peerAsn(3321)).then().statusCode(201);
        String item = "/operator/approvals/" + api.waiting(waiting).getFirst();
        String peering = api.peeringId("p");
        api.put(peering, api.direct("asn1", metro, Api.connection(CONNECTION, "10.97.0.0/31")))
                .then()
                .statusCode(201);
        String one = peering + VERSION;
        partner("PeerAsnResource", waiting + VERSION, "PUT", waiting + VERSION, Api.peerAsn(3321));
        partner("PeeringResource", one, "PATCH", one, "{\"tags\":{\"a\":\"b\"}}");
        partner(
                "ConnectionRequestResource",
                one,
                "POST",
                peering + "/connections/" + CONNECTION + "/withdrawRequest" + VERSION,
                null);
        all.add(new Conditional(
                "ApprovalResource", api::operator, item, "POST", item + "/comment", "{\"text\":\"looked at\"}"));
        for (String verb : List.of("assign", "reject")) {
            all.add(new Conditional(
                    "ApprovalResource",
                    api::operator,
                    item,
                    "POST",
                    item + "/" + verb,
                    "{\"assignee\":\"somebody\",\"reason\":\"no\"}"));
        }
        all.add(new Conditional(
                "ConnectionWorkResource",
                this::both,
                one,
                "POST",
                "/operator/connections/resume",
                "{\"peeringId\":\"" + peering + "\",\"connectionIdentifier\":\"" + CONNECTION + "\"}"));
    }

    private void partner(String resource, String read, String verb, String write, String body) {
        all.add(new Conditional(resource, api::partner, read, verb, write, body));
    }

    /** A partner who is an operator, too. */
    private RequestSpecification both() {
        String token = Tokens.of("both", "/subscriptions/" + api.subscription + "/Owner", "/operators");
        return RestAssured.given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private void entry(String resource, String path, String body) {
        api.operator().body(body).put(path).then().statusCode(201);
        all.add(new Conditional(resource, api::operator, path, "DELETE", path, null));
    }
}
