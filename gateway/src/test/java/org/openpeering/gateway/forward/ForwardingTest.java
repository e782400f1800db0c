/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ForwardingTest {
    @ParameterizedTest
    @CsvSource({
        "peerings/p, partner",
        "PEERINGS/p/RECEIVEDroutes, insights",
        "peerings/p/registeredPrefixes, prefix",
        "peeringservices/s, prefix",
        "peeringServices/s/connectionmonitortests, insights",
    })
    void reachesTheOwnerWhateverTheCase(String rest, String service) {
        HttpResponse<String> answer = Client.get(Bearer.reader(), Client.GROUP + rest + Client.VERSION);

        assertThat(Client.echo(answer).getString("service")).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "peerings/a%20c%25d%252F?api-version=2021-06-01&$expand=events",
                "peerings/%7Ex?%24expand=a%2Fb+c%20d&api-version=2021-06-01",
                "peerings/p/?api-version=2021-06-01",
            })
    void forwardsPathAndQueryByteForByte(String rest) {
        String answer = Client.raw(request("GET", Client.GROUP + rest, "Connection: close"));

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"uri\":\"" + Client.GROUP + rest + "\"");
    }

    @Test
    void forwardsTheTokenAndTheBody() {
        String token = Bearer.owner();
        HttpResponse<String> announced = Client.send(
                "PUT",
                token,
                Client.GROUP + "peerings/p" + Client.VERSION,
                BodyPublishers.ofString("x".repeat(100_000)));
        HttpResponse<String> chunked = Client.send(
                "PUT",
                token,
                Client.GROUP + "peerings/p" + Client.VERSION,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1 << 20])));

        assertThat(Client.echo(announced).getInteger("length")).isEqualTo(100_000);
        assertThat(sent(announced).getString("content-length")).isEqualTo("100000");
        assertThat(sent(announced).getString("authorization")).isEqualTo("Bearer " + token);
        assertThat(Client.echo(chunked).getInteger("length")).isEqualTo(1 << 20);
        assertThat(sent(chunked).getString("transfer-encoding")).isEqualTo("chunked");
    }

    @Test
    void speaksHttp2ToClientsAndAsksForNoLength() {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + Client.port() + Client.GROUP + "peerings/p" + Client.VERSION))
                    .header("Authorization", "Bearer " + Bearer.owner());
            Client.send(http, put.copy().GET());

            HttpResponse<String> answer = Client.send(
                    http, put.copy().PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5000]))));

            HttpResponse<String> tooLarge = Client.send(
                    http,
                    put.copy()
                            .PUT(BodyPublishers.ofInputStream(
                                    () -> new ByteArrayInputStream(new byte[(1 << 20) + 1]))));

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(Client.echo(answer).getInteger("length")).isEqualTo(5000);
            DoorTest.assertError(tooLarge, 413, "RequestEntityTooLarge");
        }
    }

    @Test
    void aPostWithoutBodyStaysOne() {
        HttpResponse<String> answer = Client.send(
                "POST", Bearer.owner(), Client.ARM + "lookingGlass" + Client.VERSION, BodyPublishers.noBody());

        assertThat(sent(answer).getString("content-length")).isEqualTo("0");
        assertThat(sent(answer).getString("transfer-encoding")).isNull();
    }

    @Test
    void keepsAnEmptyAnswersLength() {
        HttpResponse<String> answer = Client.send(
                "DELETE", Bearer.owner(), Client.GROUP + "peerings/p" + Client.VERSION, BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Length")).containsExactly("0");
    }

    @Test
    void tellsServicesThePublicHostAndNeverWhatAClientClaims() {
        String answer = Client.raw(request(
                "GET",
                Client.GROUP + "peerings" + Client.VERSION,
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: ftp",
                "X-Forwarded-Port: 1",
                "X-Forwarded-For: 9.9.9.9",
                "X-Forwarded-Prefix: /evil",
                "X-Forwarded-Ssl: on",
                "Forwarded: for=9.9.9.9;host=evil.example;proto=ftp",
                "X-Real-IP: 9.9.9.9",
                "Connection: close"));

        assertThat(answer).contains("\"nextLink\":\"http://gateway.example:8443" + Client.GROUP + "peerings");
        assertThat(answer).contains("\"x-forwarded-for\":\"127.0.0.1\"", "\"x-forwarded-port\":\"8443\"");
        assertThat(answer).contains("for=127.0.0.1;host=\\\"gateway.example:8443\\\";proto=http");
        assertThat(answer).doesNotContain("evil", "9.9.9.9", "ftp", "x-forwarded-prefix", "x-forwarded-ssl");
    }

    @Test
    void stripsHopByHopHeadersBothWays() {
        String answer = Client.raw(request(
                "GET",
                Client.GROUP + "peerings" + Client.VERSION,
                "Connection: X-Secret-Hop",
                "Connection: close",
                "X-Secret-Hop: 1",
                "Keep-Alive: 300",
                "TE: trailers",
                "Proxy-Authorization: Basic YTpi",
                "Proxy-Connection: keep-alive",
                "Upgrade: websocket"));

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("secret-hop", "\"te\"", "proxy-", "websocket", "x-private", "keep-alive");
    }

    /** Without its condition a write would be another one. */
    @Test
    void whatCarriesTheMeaningOfARequestIsNotNamedAway() {
        String answer = Client.raw(request(
                "GET",
                Client.GROUP + "peerings" + Client.VERSION,
                "Connection: close, if-match, If-None-Match, last-event-id, accept",
                "Connection: close",
                "If-Match: \"seven\"",
                "If-None-Match: \"eight\"",
                "Last-Event-ID: nine",
                "Accept: application/json"));

        assertThat(answer).contains("seven", "eight", "nine", "\"accept\"");
    }

    @Test
    void addsArmHeadersOnceAndKeepsTheServicesRequestId() {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + Client.port() + Client.GROUP + "peerings" + Client.VERSION))
                .header("Authorization", "Bearer " + Bearer.reader())
                .header("x-ms-correlation-request-id", "my-correlation")
                .header("x-ms-client-request-id", "my-id")
                .header("x-ms-return-client-request-id", "true");

        HttpResponse<String> answer = Client.send(request);

        assertThat(answer.headers().allValues("x-ms-request-id")).containsExactly("partner-1");
        assertThat(answer.headers().allValues("x-ms-correlation-request-id")).containsExactly("my-correlation");
        assertThat(answer.headers().allValues("x-ms-client-request-id")).containsExactly("my-id");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(answer.headers().allValues("Pragma")).containsExactly("no-cache");
        assertThat(answer.headers().allValues("Expires")).containsExactly("-1");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                .contains("max-age=31536000; includeSubDomains");
        assertThat(answer.headers().firstValue("x-ms-routing-request-id").orElseThrow())
                .matches("LOCAL:\\d{8}T\\d{6}Z:my-correlation");
        assertThat(sent(answer).getString("x-ms-correlation-request-id")).isEqualTo("my-correlation");
    }

    @Test
    void makesACorrelationIdWhenTheClientsIsUnfit() {
        String answer = Client.raw(request(
                "GET",
                Client.GROUP + "peerings" + Client.VERSION,
                "x-ms-correlation-request-id: <script>",
                "Connection: close"));

        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("<script>");
    }

    private static JsonObject sent(HttpResponse<String> answer) {
        return Client.echo(answer).getJsonObject("headers");
    }

    private static String request(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: gateway.example:8443\r\nAuthorization: Bearer "
                + Bearer.reader() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }
}
