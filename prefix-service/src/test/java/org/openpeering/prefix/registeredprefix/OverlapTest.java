/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Who may register a prefix that overlaps with another. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class OverlapTest {
    @Inject
    Network network;

    private Partner partner;
    private Partner other;
    private Api api;
    private Api otherApi;
    private String block;

    @BeforeEach
    void partners() throws Exception {
        partner = network.partner();
        other = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        otherApi = new Api(other.subscription(), "Contributor");
        block = Network.freshPrefix();
    }

    private String part(int length) {
        return block.replace("/24", "/" + length);
    }

    @Test
    void aPartOfOnesOwnPrefixIsLinkedToTheNextLargerOne() {
        api.put(registration(partner.peering(), "whole"), prefixBody(block))
                .then()
                .statusCode(201)
                .body("properties.parent", nullValue());
        api.put(registration(partner.peering(), "half"), prefixBody(part(25)))
                .then()
                .statusCode(201)
                .body("properties.parent", equalTo(api.url(registration(partner.peering(), "whole"))));

        api.put(registration(partner.peering(), "quarter"), prefixBody(part(26)))
                .then()
                .statusCode(201)
                .body("properties.parent", equalTo(api.url(registration(partner.peering(), "half"))));
    }

    @Test
    void aPartOrTheWholeOfAnotherPartnersPrefixIsRefused() {
        api.put(registration(partner.peering(), "half"), prefixBody(part(25)))
                .then()
                .statusCode(201);

        for (String wanted : List.of(part(26), part(25), block)) {
            otherApi.put(registration(other.peering(), "r"), prefixBody(wanted))
                    .then()
                    .statusCode(409)
                    .body("error.code", equalTo("PrefixAlreadyRegistered"))
                    .body("error.target", equalTo("properties.prefix"));
        }
    }

    @Test
    void ofManyThatOverlapAtOnceOnePartnerWins() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Partner who = i % 2 == 0 ? partner : other;
            Api caller = i % 2 == 0 ? api : otherApi;
            String path = registration(who.peering(), "r" + i);
            String wanted = part(24 + i % 5);
            calls.add(() -> switch (caller.put(path, prefixBody(wanted)).statusCode()) {
                case 201 -> who.subscription();
                case 409 -> "";
                default -> "error";
            });
        }
        Set<String> winners = new HashSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
            for (Future<String> call : pool.invokeAll(calls)) {
                winners.add(call.get());
            }
        }

        assertThat(winners).hasSize(2).contains("").isSubsetOf("", partner.subscription(), other.subscription());
    }
}
