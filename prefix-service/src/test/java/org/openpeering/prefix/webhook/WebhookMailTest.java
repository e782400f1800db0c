/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.insights.EventType;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Customer;
import org.openpeering.prefix.testing.MuteMailServer;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;

/** Events by mail, to a real SMTP server. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class WebhookMailTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final EventType CHANGE = EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
    private static final String PATH = "/providers/Microsoft.Peering/webhooks/mail";

    @Inject
    Network network;

    @Inject
    Sql sql;

    private GreenMail server;
    private Customer customer;
    private Api api;

    @BeforeEach
    void begin() throws Exception {
        server = new GreenMail(new ServerSetup(Integer.getInteger(PartnerStandIn.SMTP), "127.0.0.1", "smtp"));
        customer = Customer.of(network, network.partner());
        api = customer.api();
    }

    @AfterEach
    void end() {
        server.stop();
        sql.update("delete from webhook where subscription = ?", customer.subscription());
    }

    private static Map<String, Object> body(String digest, String... addresses) {
        return Map.of("properties", Map.of("email", Map.of("addresses", List.of(addresses), "digest", digest)));
    }

    private void queued(int count) throws Exception {
        eventually(
                LIMIT,
                () -> assertThat(api.get(PATH + "/deliveries").jsonPath().<String>getList("value.state"))
                        .hasSize(count));
    }

    @Test
    void isSentAtOnceAndWhenTheServerIsBack() throws Exception {
        String prefix = customer.claimed("s", "p");
        api.put(PATH, body("Immediate", "noc@customer.example", "Second@Customer.example"))
                .then()
                .statusCode(201)
                .body("properties.endpoint", nullValue())
                .body("properties.format", equalTo("Email"))
                .body("properties.email.addresses", contains("noc@customer.example", "Second@customer.example"));
        customer.happens(prefix, prefix + "x", 1, CHANGE);
        eventually(
                LIMIT,
                () -> assertThat(api.get(PATH).jsonPath().getString("properties.lastFailure"))
                        .isEqualTo("The mail server could not be reached."));

        server.start();
        eventually(LIMIT, () -> assertThat(server.getReceivedMessages()).hasSize(2));
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[Critical] Origin of " + prefix + " changed to 64511");
        assertThat(mail.getFrom()[0]).hasToString("alerts@peering.example");
        assertThat(mail.getHeader("X-OpenPeering-Id")).containsExactly(prefix + "x:1");
        assertThat(GreenMailUtil.getBody(mail)).contains("- Origin 64511 is not one of 64500");
    }

    /** A kept connection would cost each mail after the first one the time that an answer may take, and an attempt. */
    @Test
    void waitsForNoServerThatHasGoneSilentSinceTheMailBefore() throws Exception {
        String prefix = customer.claimed("s", "p");
        api.put(PATH, body("Immediate", "noc@customer.example")).then().statusCode(201);
        try (MuteMailServer mute = new MuteMailServer(Integer.getInteger(PartnerStandIn.SMTP))) {
            for (int mail = 1; mail <= 2; mail++) {
                customer.happens(prefix, prefix + mail, 1, CHANGE);
                int count = mail;
                eventually(LIMIT, () -> assertThat(mute.subjects()).hasSize(count));
            }
            eventually(
                    LIMIT,
                    () -> assertThat(api.get(PATH + "/deliveries").jsonPath().<Integer>getList("value.attempts"))
                            .containsExactly(1, 1));
        }
    }

    @Test
    void ofAnHourIsOne() throws Exception {
        String prefix = customer.claimed("s", "p");
        api.put(PATH, body("Hourly", "noc@customer.example")).then().statusCode(201);
        server.start();
        customer.happens(prefix, prefix + "x", 1, CHANGE);
        customer.happens(prefix, prefix + "x", 2, CHANGE);
        customer.happens(prefix, prefix + "y", 1, EventType.PREFIX_WITHDRAWAL_EVENT);
        queued(3);
        boolean later = sql.get(
                "select bool_and(next_at > now()) as later from webhook_delivery where webhook in (select"
                        + " resource_key from webhook where subscription = ?)",
                row -> row.bool("later"),
                customer.subscription());
        assertThat(later).isTrue();
        assertThat(server.getReceivedMessages()).isEmpty();

        sql.update(
                "update webhook_delivery set next_at = now() where webhook in (select resource_key from webhook where"
                        + " subscription = ?)",
                customer.subscription());

        // The first attempt fails where the mailer still had a connection to the server that is gone; then the older
        // revision is done with.
        eventually(
                LIMIT,
                () -> assertThat(api.get(PATH + "/deliveries").jsonPath().<String>getList("value.state"))
                        .containsOnly("Delivered"));
        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("2 routing events of your prefixes");
        assertThat(GreenMailUtil.getBody(mail))
                .contains("PrefixWithdrawalEvent")
                .contains("PrefixOriginAsChangeEvent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noc",
                "noc@elsewhere.example",
                "noc@customer.example, other@customer.example",
                "noc@customer.example%0d%0aBcc: x@customer.example",
                "<noc@customer.example>",
                "\"noc\"@customer.example",
                "noc@[127.0.0.1]"
            })
    void goesToNoAddressThatIsNone(String address) {
        api.put(PATH, body("Immediate", address))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidWebhookEndpoint"))
                .body("error.target", equalTo("properties.email"));
    }

    @Test
    void isEitherThisOrAnEndpoint() {
        api.put(PATH, "{\"properties\":{\"endpoint\":\"https://8.8.8.8/\",\"email\":{\"addresses\":[]}}}")
                .then()
                .statusCode(400)
                .body("error.message", containsString("either"));
        api.put(PATH, "{\"properties\":{\"email\":{\"addresses\":[]}}}")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.email.addresses"));
        api.put(PATH, "{\"properties\":{\"endpoint\":\"https://8.8.8.8/\",\"format\":\"Email\"}}")
                .then()
                .statusCode(400);
    }
}
