/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a parser refuses, or a router does not know, is answered as all else; never with 5xx. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class UnreadableTest {
    private static final String PATH = Client.ARM + "peerings";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/{",
                "/a|b",
                "/%",
                "/%4",
                "/%zz",
                "/\"",
                "/^",
                "/`",
                "/a\\b",
                "/<>",
                "/#",
                "/\u00e9",
                "/%2500/../x"
            })
    void refusesCharactersOfAPathWithABody(String path) {
        refused("GET " + path + " HTTP/1.1\r\nHost: a\r\n", 400, "BadRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "a=|", "%", "api-version=%", "a=%4", "%zz", "a=\"", "<", "#", "\u00e9"})
    void refusesCharactersOfAQueryWithABody(String query) {
        refused(
                "GET " + PATH + Client.VERSION + "&" + query + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                        + Bearer.reader() + "\r\n",
                400,
                "BadRequest");
    }

    @Test
    void refusesALineThatIsTooLong() {
        refused("GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: a\r\n", 414, "UriTooLong");
        refused("GET /?" + "%".repeat(33_000) + " HTTP/1.1\r\nHost: a\r\n", 414, "UriTooLong");
    }

    @Test
    void refusesHeadersThatAreTooLarge() {
        refused("GET / HTTP/1.1\r\nHost: a\r\nx: " + "a".repeat(20_000) + "\r\n", 431, "RequestHeaderFieldsTooLarge");
        refused("GET / HTTP/1.1\r\nHost: a\r\n" + "x: y\r\n".repeat(3_000), 431, "RequestHeaderFieldsTooLarge");
        refused("GET / HTTP/1.1\r\nHost: a\r\n" + "x: y\r\n".repeat(490), 431, "RequestHeaderFieldsTooLarge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n",
                "GET / HTTP/1.5\r\nHost: a\r\n",
                "GET / HTTP/1.0\r\nHost: a\r\n",
                "GET / HTTP/9\r\nHost: a\r\n",
                "GET  /  x HTTP/1.1\r\nHost: a\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nx y: z\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nx: a\0b\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n",
            })
    void refusesWhatIsNotARequest(String head) {
        refused(head, 400, "BadRequest");
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE /, 405, MethodNotAllowed",
        "TRACE /subscriptions/s, 405, MethodNotAllowed",
        "FOO /, 405, MethodNotAllowed",
        "OPTIONS *, 405, MethodNotAllowed",
        "CONNECT a:1, 405, MethodNotAllowed",
        "GET *, 400, BadRequest",
        "GET nothing, 400, BadRequest",
        "GET ?a, 400, BadRequest",
        "GET http://a/subscriptions/s, 400, BadRequest",
    })
    void refusesMethodsAndTargetsThatNoRouteKnows(String line, int status, String code) {
        refused(line + " HTTP/1.1\r\nHost: a\r\n", status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/3.0", "HTTX/1.1", "HTTP/9"})
    void answersInAVersionThatThereIs(String version) {
        assertThat(Client.raw("GET / " + version + "\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 400 .*");
    }

    @ParameterizedTest
    @CsvSource({"PUT, chunked", "PUT, 'gzip, chunked'", "DELETE, chunked"})
    void refusesABodyWhoseChunksAreNone(String method, String coding) {
        refused(
                method + " " + PATH + Client.VERSION + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + Bearer.owner() + "\r\nTransfer-Encoding: " + coding + "\r\n",
                "zz\r\nx\r\n0\r\n\r\n",
                400,
                "BadRequest");
    }

    /** That goes to the service as it comes. */
    @Test
    void refusesAnUploadWhoseChunksAreNone() {
        String head = "POST /operator/catalogue/import/peeringdb" + Client.VERSION + " HTTP/1.1\r\nHost: a\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer " + Bearer.operator()
                + "\r\nTransfer-Encoding: chunked\r\n";
        refused(head, "zz\r\nx\r\n0\r\n\r\n", 400, "BadRequest");
        refused(head, "2\r\n{}\r\nzz\r\nx\r\n0\r\n\r\n", 400, "BadRequest");
    }

    @Test
    void answersToSomebodyElseAfterwards() {
        assertThat(Client.get(Bearer.reader(), PATH + Client.VERSION).statusCode())
                .isEqualTo(200);
    }

    private static void refused(String head, int status, String code) {
        refused(head, "", status, code);
    }

    private static void refused(String head, String body, int status, String code) {
        Client.assertRefused(Client.raw(head + "Connection: close\r\n\r\n" + body), status, code);
    }
}
