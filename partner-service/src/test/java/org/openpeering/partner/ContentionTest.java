/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.partner.Api.connection;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.Contention;
import org.openpeering.kit.testing.ServiceTestResource;

/** Everything that is done to one PeerAsn, its peerings, their metros and what waits for the operator, all at once. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class ContentionTest {
    private static final String A = "aaaaaaaa-0000-4000-8000-00000000000a";
    private static final String B = "aaaaaaaa-0000-4000-8000-00000000000b";
    private static final String ASN = "asn1";

    @Inject
    Observations observations;

    private final Api api = new Api();
    private final Api rival = new Api();
    private final String one = "Metro-" + UUID.randomUUID();
    private final String two = "Metro-" + UUID.randomUUID();
    private final String router = "router-" + UUID.randomUUID();
    private final String peering = api.peeringId("p");
    private final String beside = api.peeringId("q");
    private final AtomicLong revision = new AtomicLong();

    @Test
    void noUseCaseIsEndedForAnother() throws Exception {
        for (String metro : List.of(one, two)) {
            api.metro(metro);
        }
        api.router(router, one);
        api.approvedPeerAsn(ASN, 3320);
        rival.approvedPeerAsn(ASN, 1299);
        String both = api.direct(ASN, one, connection(A, "10.2.0.0/31"), connection(B, "10.2.0.2/31"));
        api.put(peering, both).then().statusCode(201);

        List<Supplier<Response>> calls = new ArrayList<>();
        calls.add(() -> api.put(peering, both));
        calls.add(() -> api.put(peering, api.direct(ASN, one, connection(B, "10.2.0.2/31"))));
        calls.add(() -> api.put(peering, api.direct(ASN, two, connection(A, "10.2.0.4/31"))));
        calls.add(() -> api.put(beside, api.direct(ASN, one, connection(B, "10.2.0.0/31"))));
        // The other way round.
        calls.add(() ->
                api.put(beside, api.direct(ASN, one, connection(B, "10.2.0.2/31"), connection(A, "10.2.0.0/31"))));
        calls.add(() -> rival.put(
                rival.peeringId("p"),
                rival.direct(ASN, one, connection(B, "10.2.0.2/31"), connection(A, "10.2.0.0/31"))));
        calls.add(() -> api.delete(peering));
        calls.add(() -> api.delete(beside));
        calls.add(() -> rival.delete(rival.peeringId("p")));
        calls.add(() -> api.put(api.peerAsnId(ASN), Api.peerAsn(3320)));
        calls.add(() -> api.put(api.peerAsnId(ASN), Api.peerAsn(3321)));
        calls.add(() -> api.delete(api.peerAsnId(ASN)));
        calls.add(() -> asked(A, "requestRemoval", ""));
        calls.add(() -> asked(A, "requestSessionChange", "{\"sessionPrefixV4\":\"10.2.0.8/31\"}"));
        calls.add(() -> asked(B, "requestSessionChange", "{\"sessionPrefixV4\":\"10.2.0.0/31\"}"));
        calls.add(() -> asked(A, "withdrawRequest", ""));
        for (String what : List.of("approve", "approve", "reject")) {
            calls.add(() -> decided(peering, what));
            calls.add(() -> decided(beside, what));
            calls.add(() -> decided(api.peerAsnId(ASN), what));
        }
        for (String what : List.of("block", "resume", "fail")) {
            calls.add(() -> api.operator().body("""
                    {"peeringId":"%s","connectionIdentifier":"%s","reason":"because"}""".formatted(peering, A)).post("/operator/connections/" + what));
        }
        calls.add(() -> {
            observations.session(router, "10.2.0.0", 3320, true, revision.incrementAndGet());
            return api.get(peering);
        });
        for (String metro : List.of(one, two)) {
            calls.add(() -> api.operator()
                    .body("{\"metro\":\"" + metro + "\",\"addresses\":[\"127.0.0.11\"]}")
                    .put("/operator/edgeRouters/" + router));
            calls.add(() -> api.operator().body("""
                    {"country":"DE","latitude":50.11,"longitude":8.68}""").put("/operator/catalogue/metros/" + metro));
        }

        assertThat(Contention.among(calls)).isEmpty();
    }

    private Response asked(String connection, String what, String body) {
        return api.post(peering + "/connections/" + connection + "/" + what, body);
    }

    /** The first of what waits for it; nothing does at times, or somebody else was faster. */
    private Response decided(String resource, String verb) {
        return api.waiting(resource).stream()
                .findFirst()
                .map(item -> api.decide(item, verb))
                .orElseGet(() -> api.get(resource));
    }
}
