/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class DoorTest {
    private static final String FOREIGN =
            "/subscriptions/" + Bearer.FOREIGN + "/providers/Microsoft.Peering/peerings" + Client.VERSION;

    @Test
    void answers401WithChallengeWithoutToken() {
        int before = Surroundings.PARTNER.requests.get();

        HttpResponse<String> answer = Client.get(null, Client.ARM + "peerings" + Client.VERSION);

        assertError(answer, 401, "AuthenticationFailed");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(Surroundings.PARTNER.requests.get()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/metrics", "/nothing", "/operator/routers"})
    void tellsStrangersNothingAboutPaths(String path) {
        assertError(Client.get(null, path), 401, "AuthenticationFailed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/metrics",
                "/q/health/live",
                "/nothing",
                "/",
                "/providers/Microsoft.Peering/peerings" + Client.VERSION,
                Client.ARM + "nothing" + Client.VERSION,
                "/subscriptions/" + Bearer.SUBSCRIPTION,
            })
    void answers404WhereNothingIsServed(String path) {
        assertError(Client.get(Bearer.reader(), path), 404, "InvalidResourceType");
    }

    @Test
    void refusesForeignSubscriptionsBeforeAnythingElse() {
        HttpResponse<String> answer = Client.get(Bearer.reader(), FOREIGN.replace(Client.VERSION, ""));

        assertError(answer, 403, "AuthorizationFailed");
        assertThat(Client.error(answer).getString("message"))
                .isEqualTo("The client 'reader' does not have authorization to perform action"
                        + " 'Microsoft.Peering/peerings/read' over scope '/subscriptions/" + Bearer.FOREIGN + "'.");
    }

    @Test
    void refusesForeignSubscriptionsAlikeWhateverIsThere() {
        assertError(Client.get(Bearer.reader(), FOREIGN.replace("peerings", "nothing")), 403, "AuthorizationFailed");
    }

    @Test
    void keepsOperatorsOutOfTenantsSubscriptions() {
        assertError(Client.get(Bearer.operator(), FOREIGN), 403, "AuthorizationFailed");
    }

    @Test
    void keepsTheOperatorsPathsForOperators() {
        assertError(Client.get(Bearer.owner(), "/telemetry/tests"), 403, "AuthorizationFailed");
        assertError(Client.get(Bearer.operator(), "/telemetry/tests"), 403, "AuthorizationFailed");
        assertError(Client.get(Bearer.of("agent", "/agents"), "/operator/agents"), 403, "AuthorizationFailed");
        assertThat(Client.get(Bearer.of("agent", "/agents"), "/telemetry/tests").statusCode())
                .isEqualTo(200);
        assertError(Client.get(Bearer.owner(), "/operator/routers"), 403, "AuthorizationFailed");
        assertThat(Client.get(Bearer.operator(), "/operator/routers").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', MissingApiVersionParameter",
        "?api-version=, MissingApiVersionParameter",
        "?api-version=latest, InvalidApiVersionParameter",
        "?api-version=2021-06-01&api-version=2021-06-01, InvalidApiVersionParameter",
        "?api-version=2019-08-01-preview, NoRegisteredProviderFound",
    })
    void checksTheApiVersion(String query, String code) {
        assertError(Client.get(Bearer.reader(), Client.ARM + "peerings" + query), 400, code);
        assertError(Client.get(Bearer.reader(), "/providers/Microsoft.Peering/operations" + query), 400, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/" + Bearer.SUBSCRIPTION + "/../" + Bearer.FOREIGN
                        + "/providers/Microsoft.Peering/peerings",
                "/subscriptions/" + Bearer.SUBSCRIPTION + "/%2e%2e/" + Bearer.FOREIGN + "/x",
                "/subscriptions/" + Bearer.SUBSCRIPTION + "//providers/Microsoft.Peering/peerings",
                "/subscriptions/" + Bearer.SUBSCRIPTION + "%2Fproviders/Microsoft.Peering/peerings",
                "/subscriptions/" + Bearer.SUBSCRIPTION + "%00/providers/Microsoft.Peering/peerings",
                "/%6Fperator/routers",
                "/operator/%72outing/x",
                "/operator/..%2frouting",
                "/operator/;x/routing",
                "//operator/routers",
            })
    void refusesPathTricks(String path) {
        int before = requests();

        String answer = Client.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + Bearer.operator()
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"BadRequest\"");
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void refusesALongUriWithABody() {
        String long9k = Client.ARM + "peerings" + Client.VERSION + "&x=" + "a".repeat(9_000);

        assertError(Client.get(Bearer.reader(), long9k), 400, "BadRequest");
    }

    @Test
    void refusesMethodsThatTheContractDoesNotHave() {
        HttpResponse<String> answer = Client.send(
                "OPTIONS", Bearer.reader(), Client.ARM + "peerings" + Client.VERSION, BodyPublishers.noBody());

        assertError(answer, 405, "MethodNotAllowed");
        assertThat(answer.headers().firstValue("Allow")).isPresent();
    }

    @Test
    void refusesAHostThatIsNone() {
        String answer = Client.raw(
                "GET " + Client.ARM + "peerings" + Client.VERSION + " HTTP/1.1\r\nHost: a/b?c\r\nAuthorization: Bearer "
                        + Bearer.reader() + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    /** Links would begin with it. */
    @Test
    void refusesAHostThatItIsNotKnownBy() {
        String answer = Client.raw("GET " + Client.ARM + "peerings" + Client.VERSION
                + " HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer " + Bearer.reader()
                + "\r\nConnection: close\r\n\r\n");

        Client.assertRefused(answer, 421, "MisdirectedRequest");
    }

    @Test
    void refusesAnAnnouncedBodyBeyondTheLimit() {
        int before = requests();

        HttpResponse<String> answer = Client.send(
                "PUT",
                Bearer.owner(),
                Client.GROUP + "peerings/p" + Client.VERSION,
                BodyPublishers.ofByteArray(new byte[(1 << 20) + 1]));

        assertError(answer, 413, "RequestEntityTooLarge");
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void refusesAChunkedBodyBeyondTheLimit() {
        HttpResponse<String> answer = Client.send(
                "PUT",
                Bearer.owner(),
                Client.GROUP + "peerings/p" + Client.VERSION,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[(1 << 20) + 1])));

        assertError(answer, 413, "RequestEntityTooLarge");
    }

    @Test
    void passesAnOperatorsImportOnWhateverItsLengthButForThatOfOthers() {
        String path = "/operator/catalogue/import/peeringdb";
        byte[] body = new byte[3 << 20];

        HttpResponse<String> announced = Client.send("POST", Bearer.operator(), path, BodyPublishers.ofByteArray(body));
        HttpResponse<String> chunked = Client.send(
                "POST", Bearer.operator(), path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        HttpResponse<String> partner = Client.send("POST", Bearer.owner(), path, BodyPublishers.ofByteArray(body));

        assertThat(Client.echo(announced).getLong("length")).isEqualTo(body.length);
        assertThat(Client.echo(chunked).getLong("length")).isEqualTo(body.length);
        assertError(partner, 403, "AuthorizationFailed");
    }

    @Test
    void cutsOffWhoSendsOnAfterARefusal() throws IOException {
        String head = "PUT " + Client.GROUP + "peerings/p" + Client.VERSION
                + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n";

        try (Socket socket = Client.open(head)) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(all).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void takesABodyOnlyAfterAcceptingTheRequest() throws IOException {
        String head = "PUT " + Client.GROUP + "peerings/p" + Client.VERSION
                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n";

        String stranger;
        try (Socket socket = Client.open(head + "\r\n")) {
            stranger = Client.readUntil(socket.getInputStream(), "\r\n\r\n");
        }
        String owner;
        try (Socket socket = Client.open(head + "Authorization: Bearer " + Bearer.owner() + "\r\n\r\n")) {
            owner = Client.readUntil(socket.getInputStream(), "\r\n\r\n");
            socket.getOutputStream().write("abc".getBytes(StandardCharsets.UTF_8));
            owner += new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(stranger).startsWith("HTTP/1.1 401 ");
        assertThat(owner).startsWith("HTTP/1.1 100 ").contains("HTTP/1.1 200 ", "\"length\":3");
    }

    static void assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(Client.error(answer).getString("code")).isEqualTo(code);
        assertThat(Client.error(answer).getString("message")).isNotBlank();
    }

    private static int requests() {
        return Surroundings.PARTNER.requests.get()
                + Surroundings.PREFIX.requests.get()
                + Surroundings.INSIGHTS.requests.get();
    }
}
