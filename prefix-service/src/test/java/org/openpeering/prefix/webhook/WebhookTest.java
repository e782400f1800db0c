/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Customer;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Receiver;
import org.openpeering.prefix.testing.Receiver.Got;
import org.openpeering.prefix.testing.Sql;

/** Webhooks from their PUT to what a receiver gets, over TLS. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class WebhookTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final EventType CHANGE = EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;

    @Inject
    Network network;

    @Inject
    Sql sql;

    private Receiver receiver;
    private Customer customer;
    private Api api;

    @BeforeEach
    void begin() throws Exception {
        receiver = Receiver.tls();
        customer = Customer.of(network, network.partner());
        api = customer.api();
    }

    @AfterEach
    void end() {
        receiver.close();
        // What a test leaves failing would be tried on and on.
        sql.update("delete from webhook where subscription = ?", customer.subscription());
    }

    private static String path(String name) {
        return "/providers/Microsoft.Peering/webhooks/" + name;
    }

    private static Map<String, Object> body(String endpoint) {
        return Map.of("properties", Map.of("endpoint", endpoint));
    }

    private static Map<String, Object> body(String endpoint, String member, Object value) {
        return Map.of("properties", new HashMap<>(Map.of("endpoint", endpoint, member, value)));
    }

    private String made(String name, Object body) {
        return api.put(path(name), body).then().statusCode(201).extract().path("properties.secret");
    }

    private static JsonPath json(Got got) {
        return new JsonPath(got.body());
    }

    private static String signature(String secret, Got got) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        mac.update((got.header("OpenPeering-Timestamp") + "." + got.body()).getBytes(UTF_8));
        return "v1=" + HexFormat.of().formatHex(mac.doFinal());
    }

    private List<Got> awaited(Receiver from, int count) throws Exception {
        eventually(LIMIT, () -> assertThat(from.got()).hasSizeGreaterThanOrEqualTo(count));
        return from.got();
    }

    private void settled(String name, String state, int count) throws Exception {
        eventually(
                LIMIT,
                () -> assertThat(deliveries(name).<String>getList("value.state"))
                        .filteredOn(state::equals)
                        .hasSize(count));
    }

    private String text(String member) {
        return api.get(path("w")).jsonPath().getString(member);
    }

    private JsonPath deliveries(String name) {
        return api.get(path(name) + "/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    // ------------------------------------------------------------------ messages

    @Test
    void tellOfAnEventSignedOnceForEachRevisionAndInTheirOrder() throws Exception {
        String prefix = customer.claimed("s", "p");
        String secret = made("w", body(receiver.url("/in?a=b")));
        for (int revision = 1; revision <= 5; revision++) {
            customer.happens(prefix, prefix + "x", revision, CHANGE);
        }
        customer.happens(prefix, prefix + "x", 5, CHANGE);

        List<Got> got = awaited(receiver, 5);
        settled("w", "Delivered", 5);
        assertThat(got).hasSize(5);
        assertThat(got).extracting(one -> json(one).getInt("data.revision")).containsExactly(1, 2, 3, 4, 5);
        Got first = got.getFirst();
        assertThat(first.path()).isEqualTo("/in?a=b");
        assertThat(first.header("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(first.header("OpenPeering-Signature")).isEqualTo(signature(secret, first));
        assertThat(json(first).getMap(""))
                .containsEntry("specversion", "1.0")
                .containsEntry("id", prefix + "x:1")
                .containsEntry("source", "/subscriptions/" + customer.subscription() + "/providers/Microsoft.Peering")
                .containsEntry("type", "Microsoft.Peering.PrefixOriginAsChangeEvent")
                .containsEntry("subject", prefix)
                .containsEntry("time", "2026-01-02T03:04:06Z")
                .doesNotContainKey("test");
        api.get(path("w") + "/deliveries")
                .then()
                .body("value", hasSize(5))
                .body("value[0].messageId", equalTo(prefix + "x:5"))
                .body("value[0].attempts", equalTo(1))
                .body("value[0].lastAttempt.status", equalTo(200));
    }

    @Test
    void areTriedAgainWithTheSameIdAndAnEventsNextRevisionWaits() throws Exception {
        String prefix = customer.claimed("s", "p");
        made("w", body(receiver.url("/")));
        AtomicInteger count = new AtomicInteger();
        receiver.answers(_ -> count.incrementAndGet() <= 2 ? 500 : 200);
        customer.happens(prefix, prefix + "x", 1, CHANGE);
        awaited(receiver, 1);
        api.get(path("w")).then().statusCode(200);

        settled("w", "Delivered", 1);
        assertThat(receiver.got())
                .extracting(one -> json(one).<String>get("id"))
                .containsOnly(prefix + "x:1");
        assertThat(deliveries("w").getInt("value[0].attempts")).isEqualTo(3);
        api.get(path("w")).then().body("properties.failingSince", nullValue());
    }

    /** What failed is not sent any more when a newer revision says more. */
    @Test
    void thatFailedAreSupersededByWhatIsSaidSince() throws Exception {
        String prefix = customer.claimed("s", "p");
        made("w", body(receiver.url("/")));
        receiver.answers(one -> json(one).getInt("data.revision") < 3 ? 500 : 200);
        for (int revision = 1; revision <= 3; revision++) {
            customer.happens(prefix, prefix + "x", revision, CHANGE);
        }

        settled("w", "Delivered", 1);
        settled("w", "Superseded", 2);
        assertThat(receiver.got().getLast().body()).contains(":3\"");
        assertThat(receiver.got())
                .extracting(one -> json(one).getInt("data.revision"))
                .isSorted();
    }

    @Test
    void goToWhoHasThePrefixWithItsKeyOnlyAndWantsThem() throws Exception {
        String wanted = customer.claimed("s", "p");
        String unwanted = customer.claimed("s", "q");
        Customer stranger = Customer.of(network, customer.partner());
        stranger.claimed("s", "p");
        String named = Network.freshPrefix();
        api.put(Api.prefix("s", "named"), Api.prefixBody(named)).then().statusCode(201);
        made("all", body(receiver.url("/all")));
        made("types", body(receiver.url("/types"), "filter", Map.of("eventTypes", List.of("PrefixWithdrawalEvent"))));
        made("levels", body(receiver.url("/levels"), "filter", Map.of("minimumLevel", "error")));
        made("prefixes", body(receiver.url("/prefixes"), "filter", Map.of("prefixes", List.of(wanted))));
        made("paused", body(receiver.url("/paused"), "state", "Paused"));
        stranger.api().put(path("w"), body(receiver.url("/stranger"))).then().statusCode(201);

        customer.happens(named, named + "x", 1, CHANGE);
        customer.happens(unwanted, unwanted + "x", 1, CHANGE);
        customer.happens(wanted, wanted + "x", 1, EventType.PREFIX_WITHDRAWAL_EVENT);

        settled("all", "Delivered", 2);
        settled("types", "Delivered", 1);
        settled("levels", "Delivered", 1);
        settled("prefixes", "Delivered", 1);
        assertThat(receiver.got())
                .extracting(one -> one.path() + " " + json(one).get("subject"))
                .containsExactlyInAnyOrder(
                        "/all " + unwanted,
                        "/all " + wanted,
                        "/types " + wanted,
                        "/levels " + unwanted,
                        "/prefixes " + wanted);
        sql.update("delete from webhook where subscription = ?", stranger.subscription());
    }

    /** Else its end would never be told. */
    @Test
    void tellOnOfWhatHasBecomeLessBadThanIsWanted() throws Exception {
        String prefix = customer.claimed("s", "p");
        made("w", body(receiver.url("/"), "filter", Map.of("minimumLevel", "Error")));
        network.event(Customer.event(prefix, prefix + "x", 1, CHANGE));
        network.event(Customer.event(prefix, prefix + "x", 2, CHANGE, EventLevel.INFORMATION));
        network.event(Customer.event(prefix, prefix + "y", 1, CHANGE, EventLevel.INFORMATION));
        network.event(Customer.event(prefix, prefix + "z", 1, CHANGE));

        settled("w", "Delivered", 3);
        assertThat(receiver.got())
                .extracting(one -> json(one).getString("id"))
                .containsExactlyInAnyOrder(prefix + "x:1", prefix + "x:2", prefix + "z:1");
    }

    @Test
    void toOneThatHangsDoNotDelayOthers() throws Exception {
        String prefix = customer.claimed("s", "p");
        try (Receiver hanging = Receiver.tls()) {
            hanging.hangs();
            made("hanging", body(hanging.url("/")));
            made("well", body(receiver.url("/")));
            for (int i = 0; i < 50; i++) {
                customer.happens(prefix, prefix + "-" + i, 1, CHANGE);
            }

            awaited(receiver, 50);
            assertThat(hanging.got()).hasSizeLessThanOrEqualTo(8);
            assertThat(deliveries("hanging").<String>getList("value.state"))
                    .filteredOn("Sending"::equals)
                    .hasSizeLessThanOrEqualTo(8);
        }
    }

    // ------------------------------------------------------------------ secrets

    @Test
    void areSignedWithTwoSecretsWhileOneReplacesTheOther() throws Exception {
        String first = made("w", body(receiver.url("/")));
        String second = rotated("{}");
        api.post(path("w") + "/test").then().statusCode(200);
        Got both = awaited(receiver, 1).getFirst();
        assertThat(both.header("OpenPeering-Signature"))
                .isEqualTo(signature(second, both) + "," + signature(first, both));
        assertThat(json(both).getBoolean("test")).isTrue();
        settled("w", "Delivered", 1);

        String third = rotated("{\"overlap\":\"PT0S\"}");
        api.post(path("w") + "/test").then().statusCode(200);
        Got one = awaited(receiver, 2).getLast();
        assertThat(one.header("OpenPeering-Signature")).isEqualTo(signature(third, one));
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates().allMatch(secret -> secret.length() == 48);
        api.post(path("w") + "/rotateSecret", Map.of("overlap", "P31D"))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("overlap"));
    }

    private String rotated(String body) {
        return api.post(path("w") + "/rotateSecret", body)
                .then()
                .statusCode(200)
                .extract()
                .path("properties.secret");
    }

    @Test
    void showTheirSecretOnceAndTheirPathToWritersOnly() {
        String url = receiver.url("/services/T0/B0/secret");
        String secret = made("w", body(url));
        assertThat(secret).startsWith("opwh_");
        api.put(path("w"), body(url)).then().statusCode(200).body("properties.secret", nullValue());
        api.get(path("w"))
                .then()
                .statusCode(200)
                .body("properties.secret", nullValue())
                .body("properties.endpoint", equalTo(url))
                .body("properties.state", equalTo("Active"))
                .body("properties.format", equalTo("CloudEvents"))
                .body("type", equalTo("Microsoft.Peering/webhooks"));
        new Api(customer.subscription(), "Reader")
                .get("/providers/Microsoft.Peering/webhooks")
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].properties.endpoint", equalTo("https://localhost:" + receiver.port() + "/…"));
        String kept = sql.get(
                "select target || secret as kept from webhook where subscription = ?",
                row -> row.text("kept"),
                customer.subscription());
        assertThat(kept).startsWith("v1:").doesNotContain("localhost").doesNotContain(secret);
    }

    // ------------------------------------------------------------------ what is refused

    @Test
    void areRefusedThatLeadNowhereOrWhereNobodyMayGo() {
        for (String endpoint : List.of(
                "http://hooks.example.net/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://100.64.0.1/",
                "https://8.8.8.8:22/",
                "https://user@hooks.example.net/",
                "https://no-such-name.invalid/",
                "https://2130706433/",
                "https://0.0.0.0/",
                "https://0/",
                "https://[::]/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://8.8.8.8@10.0.0.1/",
                "https://10.0.0.1#8.8.8.8/",
                "https://8.8.8.8\\@10.0.0.1/",
                "https://[fe80::1]/",
                "https://[2002:7f00:1::]/",
                "https://224.0.0.1/",
                "https://hooks.example.net/\r\nX-Evil: 1",
                "nothing")) {
            api.put(path("w"), body(endpoint))
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidWebhookEndpoint"))
                    .body("error.target", equalTo("properties.endpoint"))
                    .body("error.message", notNullValue());
            api.get(path("w")).then().statusCode(404);
        }
    }

    @Test
    void areHeldToTheRestOfTheRules() {
        api.put(path("w"), Map.of("properties", Map.of()))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.endpoint"));
        api.put(
                        path("w"),
                        "{\"properties\":{\"endpoint\":\"" + receiver.url("/")
                                + "\",\"filter\":{\"prefixes\":[null]}}}")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.filter.prefixes"));
        api.put(path("w"), body(receiver.url("/"), "format", "Pigeon")).then().statusCode(400);
        for (int i = 0; i < 20; i++) {
            made("w" + i, body(receiver.url("/")));
        }
        api.put(path("more"), body(receiver.url("/"))).then().statusCode(409).body("error.code", equalTo("Conflict"));
        api.delete(path("w0")).then().statusCode(200);
        api.delete(path("w0")).then().statusCode(204);
        made("more", body(receiver.url("/")));
    }

    // ------------------------------------------------------------------ dead letters

    @Test
    void thatGetNothingThroughForADayArePausedAndTheirDeadLettersCanBeSentAgain() throws Exception {
        String prefix = customer.claimed("s", "p");
        made("w", body(receiver.url("/")));
        receiver.answers(_ -> 404);
        customer.happens(prefix, prefix + "x", 1, CHANGE);
        customer.happens(prefix, prefix + "y", 1, CHANGE);
        awaited(receiver, 2);
        eventually(LIMIT, () -> assertThat(text("properties.lastFailure")).isEqualTo("The receiver answered 404."));
        sql.update(
                "update webhook set failing_since = now() - interval '25 hours' where subscription = ?",
                customer.subscription());

        eventually(LIMIT, () -> assertThat(text("properties.state")).isEqualTo("Paused"));
        api.get(path("w"))
                .then()
                .body("properties.paused.reason", equalTo("DeliveriesFailed"))
                .body("properties.paused.since", notNullValue());
        settled("w", "Dead", 2);
        Response dead = api.get(path("w") + "/deadLetters");
        dead.then()
                .body("value", hasSize(2))
                .body("value[0].lastAttempt.status", equalTo(404))
                .body("value[0].lastAttempt.reason", startsWith("The receiver answered 404"));
        String resend = path("w") + "/deadLetters/" + dead.<String>path("value[1].id") + "/resend";
        api.post(resend).then().statusCode(409).body("error.message", containsString("paused"));
        api.post(path("w") + "/test").then().statusCode(409);
        customer.happens(prefix, prefix + "z", 1, CHANGE);
        eventually(
                LIMIT,
                () -> assertThat(sql.find(
                                "select revision from routing_event where event_id = ?",
                                row -> row.number("revision"),
                                prefix + "z"))
                        .isPresent());

        receiver.answers(_ -> 200);
        api.put(path("w"), body(receiver.url("/"), "state", "Active"))
                .then()
                .statusCode(200)
                .body("properties.state", equalTo("Active"))
                .body("properties.failingSince", nullValue());
        api.post(resend).then().statusCode(200).body("state", equalTo("Waiting"));
        settled("w", "Delivered", 1);
        api.post(resend).then().statusCode(404);
        api.post(path("w") + "/resendDeadLetters").then().statusCode(200).body("resent", equalTo(1));
        settled("w", "Delivered", 2);
        api.get(path("w") + "/deadLetters").then().body("value", hasSize(0));
        api.post(path("none") + "/resendDeadLetters").then().statusCode(404);
    }

    // ------------------------------------------------------------------ formats

    @Test
    void speakAsSlackAndAlertmanagerDo() throws Exception {
        String prefix = customer.claimed("s", "p");
        made("slack", body(receiver.url("/slack"), "format", "Slack"));
        made("alerts", body(receiver.url("/am/"), "format", "Alertmanager"));
        customer.happens(prefix, prefix + "x", 1, CHANGE);

        Map<String, Got> got = new HashMap<>();
        awaited(receiver, 2).forEach(one -> got.put(one.path(), one));
        assertThat(json(got.get("/slack")).getString("text"))
                .startsWith("*Critical* Origin of " + prefix + " changed to 64511\nPrefix " + prefix + ", ")
                .contains("• Origin 64511 is not one of 64500");
        JsonPath alert = json(got.get("/am/api/v2/alerts"));
        assertThat(alert.getMap("[0].labels"))
                .containsEntry("alertname", "PrefixOriginAsChangeEvent")
                .containsEntry("severity", "critical")
                .containsEntry("prefix", prefix);
        assertThat(alert.getString("[0].annotations.summary")).isEqualTo("Origin of " + prefix + " changed to 64511");
        assertThat(alert.getString("[0].startsAt")).isEqualTo("2026-01-02T03:04:05Z");
    }
}
