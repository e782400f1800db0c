/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class Http2Test {
    private static final String TARGET = Client.ARM + "peerings" + Client.VERSION;

    /** Each threw where nobody caught it when it was put on the request to the service: the request hung. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\rb", "a\0b", "\u007f"})
    void refusesAHeaderThatWouldBeAnotherOneOnHttp1(String value) throws Exception {
        int before = Surroundings.PARTNER.requests.get();
        try (Http2Client client = new Http2Client()) {
            for (int i = 0; i < 3; i++) {
                Http2Client.Answer answer = client.send("GET", TARGET, headers("x-smuggled", value));

                // The codec may reset the stream by itself; what it must not do is nothing.
                if (answer.status() != 0) {
                    refused(answer, 400, "BadRequest");
                }
            }
            assertThat(Surroundings.PARTNER.requests.get()).isEqualTo(before);
            assertThat(client.send("GET", TARGET, headers("x-plain", "a\tb")).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x y", "x:y", "x(y", "x@y", "x,y", "x/y", "\u00e9"})
    void refusesNamesThatHttp1CanNotCarry(String name) throws Exception {
        try (Http2Client client = new Http2Client()) {
            Http2Client.Answer answer = client.send("GET", TARGET, headers(name, "z"));

            // The codec may reset the stream by itself; what it must not do is nothing.
            if (answer.status() != 0) {
                refused(answer, 400, "BadRequest");
            }
        }
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws Exception {
        try (Http2Client client = new Http2Client()) {
            refused(client.send("GET", TARGET, headers("x", "a".repeat(20_000))), 431, "RequestHeaderFieldsTooLarge");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /{, 400, BadRequest",
        "GET, /%, 400, BadRequest",
        "GET, /x?|, 400, BadRequest",
        "GET, *, 400, BadRequest",
        "TRACE, /, 405, MethodNotAllowed",
        "OPTIONS, *, 405, MethodNotAllowed",
    })
    void answersWhatNoRouteKnowsAsAllElse(String method, String path, int status, String code) throws Exception {
        try (Http2Client client = new Http2Client()) {
            refused(client.send(method, path, Map.of()), status, code);
        }
    }

    @Test
    void refusesAPathThatIsNone() throws Exception {
        try (Http2Client client = new Http2Client()) {
            assertThat(client.send("GET", "nothing", Map.of()).status()).isIn(0, 400);
            assertThat(client.send("GET", "", Map.of()).status()).isIn(0, 400);
            refused(client.send("CONNECT", null, Map.of()), 405, "MethodNotAllowed");
        }
    }

    private static Map<String, String> headers(String name, String value) {
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", "Bearer " + Bearer.reader());
        headers.put(name, value);
        return headers;
    }

    private static void refused(Http2Client.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().get("content-type").toString()).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.headers().contains("x-ms-request-id")).isTrue();
        assertThat(answer.headers().contains("strict-transport-security")).isTrue();
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
                .isEqualTo(code);
    }
}
