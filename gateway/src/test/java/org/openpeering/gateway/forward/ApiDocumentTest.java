/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiDocumentTest {
    @Test
    void everybodyCanReadTheDocumentWhichNamesTheProvider() throws IOException {
        // The provider is known once a token was verified.
        Client.get(Bearer.reader(), Client.GROUP + "peerings/p" + Client.VERSION);

        HttpResponse<String> answer = Client.get(null, "/openapi");

        String issuer = Surroundings.PROVIDER.issuerUrl(Surroundings.ISSUER).toString();
        String committed = Files.readString(Path.of("..", "docs", "api", "openapi.json"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject(committed.replace("https://issuer.example", issuer)));
        assertThat(committed).contains("https://issuer.example");
        assertThat(Client.get(null, "/openapi.json").body()).isEqualTo(answer.body());
    }

    @Test
    void aBrowserGetsAPageThatLoadsNothingFromElsewhere() {
        HttpResponse<String> page = page("/openapi");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        for (String part : List.of("openapi.js", "openapi.css", "openapi.json")) {
            assertThat(page.body()).contains("\"" + part + "\"");
            HttpResponse<String> loaded = page("/" + part);
            assertThat(loaded.statusCode()).as(part).isEqualTo(200);
            assertThat(loaded.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(page.body()
                        + page("/openapi.js").body()
                        + page("/openapi.css").body())
                .doesNotContain("//cdn", "http:", "https:", "@import", "url(", "style=", "<script>", "innerHTML");
    }

    private static HttpResponse<String> page(String path) {
        return Client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + Client.port() + path))
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }

    @Test
    void aHeadHasNoBodyAndAWriteIsRefused() {
        HttpResponse<String> head = Client.send("HEAD", null, "/openapi", BodyPublishers.noBody());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isGreaterThan(10_000);
        DoorTest.assertError(
                Client.send("PUT", null, "/openapi", BodyPublishers.ofString("{}")), 405, "MethodNotAllowed");
        DoorTest.assertError(Client.get(null, "/openapi/x"), 401, "AuthenticationFailed");
        DoorTest.assertError(Client.get(null, "/openapi//x"), 400, "BadRequest");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void thoseWithoutATokenShareAQuota() {
        HttpResponse<String> last = Client.get(null, "/openapi.css");
        for (int i = 0; i < 3_000 && last.statusCode() == 200; i++) {
            last = Client.get(null, "/openapi.css");
        }

        DoorTest.assertError(last, 429, "TooManyRequests");
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        assertThat(Client.get(Bearer.reader(), Client.GROUP + "peerings/p" + Client.VERSION)
                        .statusCode())
                .isEqualTo(200);
    }
}
