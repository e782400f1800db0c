/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/** What the gateway would not let through, sent to a service as it is; the kit answers, the same in every service. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class HostileRequestTest {
    private static final String ASN = """
            {"properties":{"peerAsn":%d,"peerName":"Name","peerContactDetail":\
            [{"role":"Noc","email":"noc@example.net","phone":"+49 69 1"}]}}""";

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
    }

    /** {@code ..} made the parser of tokens throw what nobody had expected. */
    @ParameterizedTest
    @ValueSource(
            strings = {"..", ".", "...", "a.b.c", "e30.e30.", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA", "%00", "{}.{}.{}"})
    void aTokenThatIsNoneIsNotAnOutage(String token) {
        RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get(api.peerAsnId("asn") + Api.VERSION)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue())
                .body("error.code", equalTo("AuthenticationFailed"));
    }

    /** The fixed segments of a path in another case had all of it decoded twice. */
    @ParameterizedTest
    @CsvSource({"sec%252Dasn, 404", "sec%25, 404", "sec%2500, 404", "sec%20asn, 404", "sec%2Dasn, 200", "sec-asn, 200"})
    void aNameIsDecodedOnceWhateverTheCaseOfThePath(String name, int status) {
        api.put(api.peerAsnId("sec-asn"), ASN.formatted(3320)).then().statusCode(201);

        assertThat(get(api.peerAsnId(name)).statusCode()).isEqualTo(status);
        assertThat(get(api.peerAsnId(name).replace("/subscriptions/", "/SUBSCRIPTIONS/"))
                        .statusCode())
                .isEqualTo(status);
        assertThat(get(api.peerAsnId(name).replace("peerAsns", "PEERASNS")).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sec%252Dasn", "sec%25", "sec%2500"})
    void aNameWithAPercentSignIsNoName(String name) {
        api.partner()
                .urlEncodingEnabled(false)
                .body(ASN.formatted(3320))
                .put(api.peerAsnId(name).replace("/subscriptions/", "/Subscriptions/") + Api.VERSION)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceName"))
                .body("error.target", equalTo("peerAsnName"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00", "a%2Fb", "a%5Cb", "a%0d%0ab", "..", "%2e%2e", "a;b", "a%ff"})
    void aPathThatTwoParsersReadDifferentlyIsRefused(String name) throws IOException {
        String answer = raw("GET " + api.peerAsnId(name) + Api.VERSION);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"BadRequest\"", "\"target\":\"path\"", "x-ms-request-id");
    }

    @ParameterizedTest
    @CsvSource({
        "$Top=5, $top",
        "$filter=a, $filter",
        "%24top=5, $top",
        "$skiptoken=&$SKIPTOKEN=, $skiptoken",
        "kind=a&%4bIND=b, kind"
    })
    void aParameterOfTheSystemThatIsNoneIsRefused(String query, String target) {
        Response answer = get(api.peerAsnId(""), query);

        answer.then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidParameter"))
                .body("error.target", equalTo(target));
    }

    /** A link to the page after it named its own page too, in the spelling of the request, for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"$skipToken", "$SKIPTOKEN", "%24skiptoken"})
    void theNextLinkReplacesTheTokenHoweverItIsSpelled(String spelling) {
        for (int i = 1; i <= 201; i++) {
            api.metro(String.format(Locale.ROOT, "Paged-%03d", i));
        }
        String first = page("/operator/catalogue/metros");
        String second = page("/operator/catalogue/metros?" + token(first).replace("$skiptoken", spelling));

        assertThat(token(second).toLowerCase(Locale.ROOT).split("skiptoken", -1))
                .hasSize(2);
        assertThat(token(second)).isNotEqualTo(token(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE /subscriptions/s", "FOO /", "OPTIONS *", "GET nothing", "GET /x?{", "CONNECT a:1"})
    void aMethodOrTargetThatNoRouteKnowsIsTheCallersFault(String line) throws IOException {
        assertThat(raw(line)).matches("(?s)HTTP/1.1 4.*");
    }

    private static String token(String link) {
        return link.substring(link.indexOf('?') + 1);
    }

    private String page(String path) {
        return api.operator()
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "peering.example.net")
                .header("X-Forwarded-Port", "443")
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .path("nextLink");
    }

    private Response get(String id) {
        return get(id, "");
    }

    private Response get(String id, String query) {
        return api.partner().urlEncodingEnabled(false).get(id + Api.VERSION + "&" + query);
    }

    private String raw(String line) throws IOException {
        String token = Tokens.of("partner", "/subscriptions/" + api.subscription + "/Owner");
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    line + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
