/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;

/** Prefix keys stand encrypted in the database, each for its own row, and are found by their hash. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class KeysAtRestTest {
    private static final String SHOWN = "properties.peeringServicePrefixKey";
    private static final String ISSUED = "select key from prefix_key where registered_prefix = ?";
    private static final String GIVEN = "select key from customer_prefix where prefix = ?";

    @Inject
    Network network;

    @Inject
    Sql sql;

    @Inject
    Flyway flyway;

    private Api api;
    private Api customer;
    private String subscription;
    private String block;
    private String path;
    private String key;

    @BeforeEach
    void claimed() throws Exception {
        Partner partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        subscription = Network.subscription();
        customer = new Api(subscription, "Contributor");
        block = Network.freshPrefix();
        path = registration(partner.peering(), "r");
        key = api.put(path, prefixBody(block)).path(SHOWN);
        customer.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        claim();
    }

    private void claim() {
        assertThat(customer.put(prefix("s", "p"), prefixBody(block, key)).statusCode())
                .isIn(200, 201);
    }

    private String issued() {
        return sql.get(ISSUED, row -> row.text("key"), registeredKey());
    }

    private String given() {
        return sql.get(GIVEN, row -> row.text("key"), block);
    }

    private String registeredKey() {
        return sql.get(
                "select resource_key from registered_prefix where prefix = ?", row -> row.text("resource_key"), block);
    }

    private void shown() {
        api.get(path).then().statusCode(200).body(SHOWN, equalTo(key));
        customer.get(prefix("s", "p")).then().statusCode(200).body(SHOWN, equalTo(key));
    }

    @Test
    void aKeyIsSealedInBothItsRowsAndShownToWhoMayWrite() {
        assertThat(issued()).startsWith("v1:local:").doesNotContain(key);
        assertThat(given()).startsWith("v1:local:").doesNotContain(key).isNotEqualTo(issued());
        shown();
    }

    @Test
    void theKeyOfOneRowIsNotShownAsThatOfAnother() throws Exception {
        String mine = given();
        sql.update("update customer_prefix set key = ? where prefix = ?", issued(), block);
        customer.get(prefix("s", "p")).then().statusCode(500);
        sql.update("update customer_prefix set key = ? where prefix = ?", mine, block);
        shown();
    }

    @Test
    void whoNeedsNoKeyReadsAndClaimsThoughItCanNotBeOpened() {
        String mine = given();
        sql.update("update customer_prefix set key = 'v1:gone:' || repeat('A', 64) where prefix = ?", block);
        new Api(subscription, "Reader").get(prefix("s", "p")).then().statusCode(200);
        customer.get(prefix("s", "p")).then().statusCode(500);
        sql.update("update customer_prefix set key = ? where prefix = ?", mine, block);
        claim();
        shown();
    }

    @Test
    void keysOfBeforeAreReadAndAreEncryptedAfterTheMigration() {
        sql.update("update customer_prefix set key = ? where prefix = ?", key, block);
        sql.update("update prefix_key set key = ? where registered_prefix = ?", key, registeredKey());
        shown();
        sql.update("insert into encryption_key values ('', '')");
        flyway.migrate();
        assertThat(issued()).startsWith("v1:local:");
        assertThat(given()).startsWith("v1:local:");
        shown();
        assertThat(sql.list("select id from encryption_key", row -> row.text("id")))
                .containsExactly("local");
    }
}
