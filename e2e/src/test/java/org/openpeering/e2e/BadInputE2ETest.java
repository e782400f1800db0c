/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.stack.demo.Arm.versioned;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Onboarding;

/** Whatever a caller gets wrong, the answer is a 4xx that says what and where. */
@WithStack
@Order(30)
class BadInputE2ETest {
    private static final String ASN = Arm.peerAsn(Arm.PARTNER, "bad");
    private static final String PEERING = Arm.peering(Arm.PARTNER, "bad", "bad");
    private static final String SERVICE = Arm.peeringService(Arm.CUSTOMER, "bad", "good");
    private static final String PREFIX = Arm.prefix(SERVICE, "bad");
    private static final String PROVIDER = "Bad Input Carrier";
    private static final String JSON = "application/json";
    private static final String CONTACT =
            "[{\"role\": \"Noc\", \"email\": \"noc@carrier.example\", \"phone\": \"+49 69 900 900\"}]";

    private final StackUnderTest stack;

    BadInputE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    /**
     * A request that is wrong.
     *
     * @param target what {@code error.target} (or that of a detail) must contain; empty when nothing is expected
     */
    private record Case(
            String what,
            String user,
            String method,
            String path,
            String type,
            String body,
            int status,
            Set<String> codes,
            String target) {}

    @TestFactory
    Stream<DynamicTest> isRefusedWithCodeMessageAndTarget() {
        prepare();
        return Stream.of(json(), versions(), names(), numbers(), prefixes(), references())
                .flatMap(cases -> cases)
                .map(each -> DynamicTest.dynamicTest(each.what(), () -> check(each)));
    }

    private void prepare() {
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Prague", "CZ", 50.08, 14.44);
        onboarding.provider(PROVIDER, 64499, java.util.List.of("Prague"));
        onboarding.peeringService("customer", Arm.CUSTOMER, "bad", "good", PROVIDER, "Prague", "");
    }

    private void check(Case each) {
        Answer answer = stack.api()
                .send(stack.api()
                        .as(each.user())
                        .request(each.path())
                        .header("Content-Type", each.type())
                        .method(each.method(), BodyPublishers.ofString(each.body()))
                        .build());
        assertThat(answer.status()).as(answer.text()).isEqualTo(each.status());
        assertThat(answer.text()).as("no word of our insides").doesNotContain("java.", "coerc", "openpeering.");
        assertThat(answer.errorCode()).as(answer.text()).isIn(each.codes());
        assertThat(answer.at("/error/message")).as(answer.text()).isNotBlank();
        assertThat(answer.text()).as("no internals").doesNotContain("Exception", "org.openpeering", "at java.");
        if (!each.target().isEmpty()) {
            assertThat(answer.json().path("error").findValuesAsText("target"))
                    .as(answer.text())
                    .anyMatch(target -> target.contains(each.target()));
        }
    }

    private static Case put(
            String what, String user, String path, String body, int status, Set<String> codes, String target) {
        return new Case(what, user, "PUT", versioned(path), JSON, body, status, codes, target);
    }

    private static Stream<Case> json() {
        Set<String> content = Set.of("InvalidRequestContent", "BadRequest", "InvalidParameter");
        return Stream.of(
                put("unparsable JSON", "customer", SERVICE, "{\"location\": ", 400, content, ""),
                put("no body", "customer", SERVICE, "", 400, content, ""),
                put("an array", "customer", SERVICE, "[]", 400, content, ""),
                put("a wrong type", "customer", SERVICE, "{\"location\": {}}", 400, content, "location"),
                put("a number for a text", "customer", SERVICE, "{\"location\": 5}", 400, content, "location"),
                put(
                        "text for a number",
                        "partner",
                        ASN,
                        "{\"properties\": {\"peerAsn\": \"many\"}}",
                        400,
                        Set.of("InvalidRequestContent", "BadRequest", "InvalidParameter", "InvalidAsn"),
                        "peerAsn"),
                put("very deep JSON", "customer", SERVICE, "[".repeat(50_000), 400, content, ""),
                put(
                        "a body beyond the limit",
                        "customer",
                        SERVICE,
                        "{\"location\": \"" + "x".repeat(8 << 20) + "\"}",
                        413,
                        Set.of("RequestEntityTooLarge"),
                        ""),
                new Case(
                        "another media type",
                        "customer",
                        "PUT",
                        versioned(SERVICE),
                        "text/plain",
                        "{}",
                        415,
                        Set.of("UnsupportedMediaType"),
                        ""));
    }

    private static Stream<Case> versions() {
        return Stream.of(
                version("no api-version", "", "MissingApiVersionParameter"),
                version("an unknown api-version", "?api-version=2031-01-01", "NoRegisteredProviderFound"),
                version("an old api-version", "?api-version=2019-08-01-preview", "NoRegisteredProviderFound"),
                version("a malformed api-version", "?api-version=latest", "InvalidApiVersionParameter"));
    }

    private static Case version(String what, String query, String code) {
        return new Case(what, "customer", "PUT", SERVICE + query, JSON, "{\"location\": \"x\"}", 400, Set.of(code), "");
    }

    private static Stream<Case> names() {
        Set<String> name = Set.of("InvalidResourceName", "InvalidParameter", "BadRequest");
        String body = "{\"location\": \"westeurope\"}";
        String services = Arm.in(Arm.CUSTOMER, "bad") + "/peeringServices/";
        return Stream.of(
                put("a name of 64 characters", "customer", services + "n".repeat(64), body, 400, name, ""),
                put("a name with a space", "customer", services + "a%20b", body, 400, name, ""),
                put("a name with a percent sign", "customer", services + "a%25b", body, 400, name, ""),
                put("a name with an encoded slash", "customer", services + "a%2Fb", body, 400, name, ""));
    }

    private static Stream<Case> numbers() {
        return Stream.of("0", "-1", "4294967296", "23456", "8075")
                .map(asn -> put(
                        "AS number " + asn,
                        "partner",
                        ASN,
                        "{\"properties\": {\"peerAsn\": " + asn + ", \"peerName\": \"Bad\", \"peerContactDetail\": "
                                + CONTACT + "}}",
                        400,
                        Set.of("InvalidAsn", "InvalidRequestContent", "InvalidParameter", "BadRequest"),
                        "peerAsn"));
    }

    private static Stream<Case> prefixes() {
        Set<String> invalid = Set.of("InvalidPrefix", "InvalidRequestContent", "InvalidParameter", "BadRequest");
        return Stream.of(
                        "203.0.113.1/24", // host bits
                        "2001:db8::1/48", // host bits
                        "203.0.113.0", // no length
                        "203.0.113.0/33",
                        "203.0.113/24",
                        "224.0.0.0/8", // multicast
                        "127.0.0.0/8",
                        "169.254.0.0/16",
                        "fe80::/10",
                        "0.0.0.0/0",
                        "nonsense")
                .map(prefix -> put(
                        "prefix " + prefix,
                        "customer",
                        PREFIX,
                        "{\"properties\": {\"prefix\": \"" + prefix + "\"}}",
                        400,
                        invalid,
                        "prefix"));
    }

    private static Stream<Case> references() {
        String foreign = Arm.peerAsn(Arm.CUSTOMER, "carrier");
        return Stream.of(
                put(
                        "a key that is not ours",
                        "customer",
                        PREFIX,
                        "{\"properties\": {\"prefix\": \"203.0.113.0/24\","
                                + " \"peeringServicePrefixKey\": \"00000000-0000-4000-8000-000000000000\"}}",
                        400,
                        Set.of("InvalidPeeringServicePrefixKey"),
                        "peeringServicePrefixKey"),
                put(
                        "an unknown provider",
                        "customer",
                        Arm.peeringService(Arm.CUSTOMER, "bad", "bad"),
                        "{\"location\": \"westeurope\", \"properties\": {\"peeringServiceLocation\": \"Oslo\","
                                + " \"peeringServiceProvider\": \"Nobody\", \"providerPrimaryPeeringLocation\": \"Oslo\"}}",
                        400,
                        Set.of("PeeringServiceProviderNotFound"),
                        "peeringServiceProvider"),
                put(
                        "another subscription's PeerAsn",
                        "partner",
                        PEERING,
                        peeringWith(foreign),
                        400,
                        Set.of("PeerAsnNotFound", "BadRequest", "InvalidParameter"),
                        "peerAsn"),
                put(
                        "a PeerAsn id that is none",
                        "partner",
                        PEERING,
                        peeringWith("65000"),
                        400,
                        Set.of("PeerAsnNotFound", "BadRequest", "InvalidParameter", "InvalidRequestContent"),
                        "peerAsn"),
                put(
                        "a prefix under a service that is not there",
                        "customer",
                        Arm.prefix(Arm.peeringService(Arm.CUSTOMER, "bad", "none"), "some"),
                        "{\"properties\": {\"prefix\": \"203.0.113.0/24\"}}",
                        404,
                        Set.of("ParentResourceNotFound"),
                        ""));
    }

    private static String peeringWith(String peerAsn) {
        return """
            {"sku": {"name": "Premium_Direct_Free"}, "kind": "Direct", "location": "westeurope",
             "properties": {"peeringLocation": "Prague", "direct": {
               "peerAsn": {"id": "%s"}, "directPeeringType": "Edge", "connections": [%s, %s]}}}""".formatted(
                        peerAsn,
                        new org.openpeering.stack.demo.Link(50).json(),
                        new org.openpeering.stack.demo.Link(51).json());
    }
}
