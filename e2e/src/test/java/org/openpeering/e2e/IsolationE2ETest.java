/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.stack.demo.Arm.versioned;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.Arm;

/** Who may see and do what, through the gateway. */
@WithStack
@Order(20)
class IsolationE2ETest {
    private static final String SERVICE = Arm.peeringService(Arm.CUSTOMER, "isolation", "mine");

    private final StackUnderTest stack;

    IsolationE2ETest(StackUnderTest stack) {
        this.stack = stack;
        PlainService.prepare(stack);
    }

    @TestFactory
    Stream<DynamicTest> withoutATokenEverythingIs401() {
        return everyKind()
                .map(path -> DynamicTest.dynamicTest("GET " + path, () -> {
                    Answer answer = stack.api().anonymous("GET", versioned(path));
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.errorCode()).isEqualTo("AuthenticationFailed");
                    assertThat(answer.headers().firstValue("WWW-Authenticate"))
                            .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
                }));
    }

    @Test
    void aForgedTokenIs401() {
        String real = stack.api().token("customer");
        String forged = real.substring(0, real.lastIndexOf('.') + 1) + "AAAA";
        Answer answer = stack.api()
                .send(HttpRequest.newBuilder(stack.gateway().resolve(versioned(SERVICE)))
                        .header("Authorization", "Bearer " + forged)
                        .build());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorCode()).isEqualTo("AuthenticationFailed");
    }

    @TestFactory
    Stream<DynamicTest> aStrangersSubscriptionIs403() {
        return everyKind()
                .flatMap(path -> Stream.of("outsider", "operator")
                        .map(user -> DynamicTest.dynamicTest(user + " GET " + path, () -> {
                            Answer answer = stack.api().as(user).get(versioned(path));
                            assertThat(answer.status()).isEqualTo(403);
                            assertThat(answer.errorCode()).isEqualTo("AuthorizationFailed");
                        })));
    }

    @Test
    void whatExistsAndWhatDoesNotLookAlikeToAStranger() {
        stack.api().as("customer").put(versioned(SERVICE), PlainService.BODY).expect(200, 201);
        String missing = SERVICE.replace("mine", "none");

        for (String method : List.of("GET", "DELETE", "PUT")) {
            Answer there = as("outsider", method, SERVICE);
            Answer notThere = as("outsider", method, missing);
            assertThat(there.status()).as(method).isEqualTo(403);
            assertThat(notThere.status()).as(method).isEqualTo(403);
            assertThat(there.text().replace("mine", "none"))
                    .as("but for the name in the request")
                    .isEqualTo(notThere.text());
        }
        stack.api().as("customer").get(versioned(SERVICE)).expect(200);
    }

    @Test
    void aReaderReadsAndDoesNotWrite() {
        stack.api().as("customer").put(versioned(SERVICE), PlainService.BODY).expect(200, 201);

        as("reader", "GET", SERVICE).expect(200);
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            Answer answer = as("reader", method, SERVICE);
            assertThat(answer.status()).as(method).isEqualTo(403);
            assertThat(answer.errorCode()).as(method).isEqualTo("AuthorizationFailed");
        }
    }

    @TestFactory
    Stream<DynamicTest> theOperatorsPathsAreTheOperators() {
        return Stream.of("partner", "customer", "reader", "outsider")
                .map(user -> DynamicTest.dynamicTest(user, () -> {
                    assertThat(stack.api()
                                    .as(user)
                                    .get("/operator/approvals?state=Waiting")
                                    .status())
                            .isEqualTo(403);
                    assertThat(stack.api()
                                    .as(user)
                                    .put("/operator/catalogue/metros/Nowhere", """
                                            {"country": "DE", "latitude": 1, "longitude": 1}""")
                                    .status())
                            .isEqualTo(403);
                }));
    }

    @Test
    void theOperatorReadsItsPaths() {
        stack.api().as("operator").get("/operator/approvals?state=Waiting").expect(200);
        assertThat(stack.api().anonymous("GET", "/operator/approvals").status()).isEqualTo(401);
    }

    @Test
    void aListShowsNothingOfOthers() {
        stack.api().as("customer").put(versioned(SERVICE), PlainService.BODY).expect(200, 201);
        Answer own = stack.api()
                .as("outsider")
                .get(versioned(Arm.in(Arm.OUTSIDER) + "/peeringServices"))
                .expect(200);
        assertThat(own.text()).doesNotContain(Arm.CUSTOMER);
    }

    private Answer as(String user, String method, String path) {
        return switch (method) {
            case "PUT" -> stack.api().as(user).put(versioned(path), PlainService.BODY);
            case "PATCH" -> stack.api().as(user).patch(versioned(path), "{\"tags\": {}}");
            case "DELETE" -> stack.api().as(user).delete(versioned(path));
            default -> stack.api().as(user).get(versioned(path));
        };
    }

    /** A path of each kind of resource, in the customer's and the partner's subscriptions. */
    private static Stream<String> everyKind() {
        String peering = Arm.peering(Arm.PARTNER, "isolation", "some");
        String service = Arm.peeringService(Arm.CUSTOMER, "isolation", "some");
        return Stream.of(
                Arm.in(Arm.PARTNER) + "/peerAsns",
                Arm.peerAsn(Arm.PARTNER, "some"),
                Arm.in(Arm.PARTNER) + "/peerings",
                Arm.in(Arm.PARTNER, "isolation") + "/peerings",
                peering,
                peering + "/registeredPrefixes",
                peering + "/registeredPrefixes/some",
                Arm.in(Arm.CUSTOMER) + "/peeringServices",
                Arm.in(Arm.CUSTOMER, "isolation") + "/peeringServices",
                Arm.in(Arm.CUSTOMER) + "/peeringServiceProviders",
                service,
                service + "/prefixes",
                service + "/prefixes/some",
                service + "/prefixes/some/validation",
                service + "/prefixes/some/events",
                service + "/prefixes/some/events/stream");
    }
}
