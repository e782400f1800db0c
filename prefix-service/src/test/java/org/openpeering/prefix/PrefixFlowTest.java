/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.route;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.kit.testing.Database;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** From registration to Verified and back, on real servers. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PrefixFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Network network = new Network();

    private Partner partner;
    private Api partnerApi;
    private Api customer;
    private String customerSubscription;
    private String prefix;
    private long revision;

    @BeforeEach
    void partnerAndCustomer() throws Exception {
        partner = network.partner();
        partnerApi = new Api(partner.subscription(), "Contributor");
        customerSubscription = Network.subscription();
        customer = new Api(customerSubscription, "Contributor");
        prefix = Network.freshPrefix();
    }

    private String register() {
        return partnerApi
                .put(registration(partner.peering(), "r1"), prefixBody(prefix))
                .then()
                .statusCode(201)
                .extract()
                .path("properties.peeringServicePrefixKey");
    }

    private void activate(String key) {
        customer.put(service("s1"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        customer.put(prefix("s1", "p1"), prefixBody(prefix, key)).then().statusCode(201);
    }

    private ObservedRoute announced(int index, Community... communities) {
        return route(
                prefix,
                partner.router(index),
                partner.addresses().get(index),
                partner.asn(),
                AsPath.of(partner.asn()),
                communities);
    }

    private void insightsSays(ObservedRoute... routes) throws Exception {
        long monitored = network.monitored(prefix).orElseThrow().revision();
        network.routes(prefix, ++revision, monitored, routes);
    }

    private void becomes(String state) {
        eventually(
                LIMIT,
                () -> customer.get(prefix("s1", "p1")).then().body("properties.prefixValidationState", equalTo(state)));
    }

    @Test
    void aPrefixIsVerifiedWhenItIsAnnouncedAndFallsBackWhenItIsNot() throws Exception {
        activate(register());
        customer.get(prefix("s1", "p1")).then().body("properties.learnedType", equalTo("None"));

        insightsSays(announced(0, MAPS), announced(1, MAPS));
        becomes("Verified");
        customer.get(prefix("s1", "p1"))
                .then()
                .body("properties.learnedType", equalTo("ViaServiceProvider"))
                .body("properties.errorMessage", nullValue());
        eventually(
                LIMIT,
                () -> partnerApi
                        .get(registration(partner.peering(), "r1"))
                        .then()
                        .body("properties.prefixValidationState", equalTo("Verified")));

        insightsSays(announced(0, MAPS));
        becomes("Failed");
        customer.get(prefix("s1", "p1"))
                .then()
                .body("properties.learnedType", equalTo("None"))
                .body(
                        "properties.errorMessage",
                        equalTo("Not receiving prefix advertisement from "
                                + partner.addresses().get(1) + " for prefix " + prefix));

        insightsSays(announced(0, MAPS), announced(1));
        eventually(
                LIMIT,
                () -> customer.get(prefix("s1", "p1"))
                        .then()
                        .body(
                                "properties.errorMessage",
                                equalTo("Received route for prefix " + prefix
                                        + " should have the MAPS community 8075:8007")));
        eventually(
                LIMIT,
                () -> partnerApi
                        .get(registration(partner.peering(), "r1"))
                        .then()
                        .body("properties.errorMessage", equalTo("Advertisement missing MAPS community")));
    }

    /** Each change is taken over before the next; the verdict follows, but is not remembered as often. */
    @Test
    void aPrefixThatFlapsIsNotJudgedEachTime() throws Exception {
        activate(register());
        long begin = System.nanoTime();
        int changes = 60;
        for (int i = 1; i <= changes; i++) {
            insightsSays(i % 2 == 0 ? new ObservedRoute[] {announced(0, MAPS)} : both());
            long said = revision;
            eventually(LIMIT, () -> assertThat(takenOver()).isEqualTo(said));
        }
        insightsSays(both());
        becomes("Verified");
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        long verdicts = Network.number("select count(*) from validation_history where target like " + ofCustomer());

        assertThat(verdicts).isBetween(20L, Math.min(changes, 25 + 2 * seconds));
    }

    private ObservedRoute[] both() {
        return new ObservedRoute[] {announced(0, MAPS), announced(1, MAPS)};
    }

    private long takenOver() {
        return Network.number("""
                select case when exists (select 1 from due_change where subject = %1$s)
                        or exists (select 1 from revalidation where not_before is null and target like %2$s) then 0
                    else (select revision from replica where topic = 'prefix-routes' and message_key = %1$s) end""".formatted(Database.text(prefix), ofCustomer()));
    }

    private String ofCustomer() {
        return Database.text("/subscriptions/" + customerSubscription.toLowerCase(Locale.ROOT) + "/%");
    }

    @Test
    void aSessionThatGoesDownFailsThePrefixWithoutAnyRouteMessage() throws Exception {
        activate(register());
        insightsSays(announced(0, MAPS), announced(1, MAPS));
        becomes("Verified");

        network.session(partner, 1, false, 2);

        becomes("Failed");
        customer.get(prefix("s1", "p1") + "/validation")
                .then()
                .body("state", equalTo("Failed"))
                .body("ruleVersion", equalTo("customer-prefix/7"))
                .body("checks.find { it.check == 'PrimarySessions' }.verdict", equalTo("Failed"))
                .body(
                        "checks.find { it.check == 'PrimarySessions' }.message",
                        equalTo("Provider has fewer than two sessions in its primary location"))
                .body(
                        "checks.find { it.check == 'Announcement' }.findings[0].session.router",
                        equalTo(partner.router(1)))
                .body(
                        "checks.find { it.check == 'Announcement' }.findings[0].seen",
                        equalTo("session down: hold timer expired"))
                .body("checks.find { it.check == 'Announcement' }.since", matchesPattern("20.*Z"))
                .body("checks.find { it.check == 'PrefixKey' }.verdict", equalTo("Passed"));

        network.session(partner, 1, true, 3);
        becomes("Verified");
    }

    /** What a table that is not complete does not have may still come, but not what was there and was taken back. */
    @Test
    void aTableThatIsStillComingIsWaitedForAndCountsWhenItIsComplete() throws Exception {
        network.table(partner, 1, false, 2);
        activate(register());
        insightsSays(announced(0, MAPS));
        becomes("Pending");
        // It waits before routes have come, too.
        eventually(
                LIMIT,
                () -> customer.get(prefix("s1", "p1") + "/validation")
                        .then()
                        .body("checks.find { it.check == 'Announcement' }.verdict", equalTo("Waiting"))
                        .body(
                                "checks.find { it.check == 'Announcement' }.message",
                                equalTo("Not all routes from "
                                        + partner.addresses().get(1)
                                        + " are known: the table is still coming, or not all of it could be read.")));

        network.table(partner, 1, true, 3);
        becomes("Failed");
        announcementIs("Failed");
        customer.get(prefix("s1", "p1") + "/validation")
                .then()
                .body(
                        "checks.find { it.check == 'Announcement' }.findings[0].seen",
                        equalTo("session established, prefix not announced"));

        network.table(partner, 1, false, 4);
        becomes("Pending");
        insightsSays(both());
        becomes("Verified");
        announcementIs("Passed");

        insightsSays(announced(0, MAPS));
        becomes("Failed");
        announcementIs("Failed");
        network.table(partner, 1, true, 5);
        insightsSays(both());
        becomes("Verified");
    }

    private void announcementIs(String verdict) {
        eventually(
                LIMIT,
                () -> customer.get(prefix("s1", "p1") + "/validation")
                        .then()
                        .body("checks.find { it.check == 'Announcement' }.verdict", equalTo(verdict)));
    }

    @Test
    void whatIsMonitoredFollowsFromRegistrationCustomerAndNetwork() throws Exception {
        String key = register();
        MonitoredPrefix registered = network.monitored(prefix).orElseThrow();
        assertThat(registered.legalOrigins()).isEmpty();
        assertThat(registered.sessions())
                .containsExactly(
                        required(partner.addresses().get(0), partner.asn(), partner.metro(), SessionRole.PRIMARY),
                        required(partner.addresses().get(1), partner.asn(), partner.metro(), SessionRole.PRIMARY));

        activate(key);
        MonitoredPrefix activated = network.monitored(prefix).orElseThrow();
        assertThat(activated.legalOrigins()).containsExactly(new Asn(partner.asn()));
        assertThat(activated.revision()).isGreaterThan(registered.revision());

        network.approvedAsn(customerSubscription, 64496);
        eventually(
                LIMIT,
                () -> assertThat(network.monitored(prefix).orElseThrow().legalOrigins())
                        .containsExactly(new Asn(64496), new Asn(partner.asn())));

        long before = network.monitored(prefix).orElseThrow().revision();
        network.peering(partner, 2);
        eventually(LIMIT, () -> {
            String peering = Database.text(partner.peeringId().key());
            assertThat(Network.number("select revision from replica where message_key = " + peering))
                    .isEqualTo(2);
        });
        assertThat(network.monitored(prefix).orElseThrow().revision()).isEqualTo(before);

        customer.delete(service("s1")).then().statusCode(200);
        assertThat(network.monitored(prefix).orElseThrow().legalOrigins()).isEmpty();
        customer.get(prefix("s1", "p1")).then().statusCode(404);
    }

    @Test
    void theTombstoneOfAPeeringTakesItsRegistrationsAlong() throws Exception {
        activate(register());
        insightsSays(announced(0, MAPS), announced(1, MAPS));
        becomes("Verified");

        network.send(Topic.PEERINGS, partner.peeringId().key(), 9, null);

        eventually(
                LIMIT,
                () -> partnerApi
                        .get(registration(partner.peering(), "r1"))
                        .then()
                        .statusCode(404));
        assertThat(network.monitored(prefix)).isEmpty();
        eventually(
                LIMIT,
                () -> customer.get(prefix("s1", "p1"))
                        .then()
                        .body("properties.prefixValidationState", equalTo("Failed"))
                        .body("properties.errorMessage", equalTo("Peering service prefix key does not match")));
    }

    @Test
    void aPrefixWithoutKeyIsTakenAndFails() {
        register();
        customer.put(service("s1"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        customer.put(prefix("s1", "p1"), prefixBody(prefix))
                .then()
                .statusCode(201)
                .body("properties.prefixValidationState", equalTo("Pending"));

        becomes("Failed");
        customer.get(prefix("s1", "p1"))
                .then()
                .body("properties.errorMessage", equalTo("Peering service prefix key does not match"));
        customer.get(prefix("s1", "p1") + "/validation")
                .then()
                .body("checks.findAll { it.verdict == 'Skipped' }.check", hasItem("Announcement"));
    }
}
