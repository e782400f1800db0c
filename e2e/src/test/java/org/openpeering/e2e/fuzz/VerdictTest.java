/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That each rule can be broken. */
class VerdictTest {
    private static final String GOOD = "{\"error\": {\"code\": \"BadRequest\", \"message\": \"It is wrong.\"}}";

    private static Reply reply(int status, String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "x-ms-request-id", "id", "x-content-type-options", "nosniff", "content-type", "application/json"));
        headers.putAll(more);
        return new Reply(status, headers, body, 1, false);
    }

    private static List<String> wrong(String method, Reply reply) {
        Request.Start start = new Request.Start(method, "/", "HTTP/1.1");
        return Verdict.of(new Request(Operation.without("GET", "/"), "partner", start, List.of(), null, true), reply);
    }

    @Test
    void whatTheContractKnowsIsGood() {
        assertThat(wrong("GET", reply(400, GOOD, Map.of()))).isEmpty();
        assertThat(wrong("GET", reply(429, GOOD, Map.of("retry-after", "1")))).isEmpty();
        assertThat(wrong("GET", reply(304, "", Map.of()))).isEmpty();
        assertThat(wrong("HEAD", reply(404, "", Map.of()))).isEmpty();
    }

    @Test
    void aFaultOfOursIsWrong() {
        assertThat(wrong("GET", reply(500, GOOD, Map.of()))).containsExactly("status 500");
        assertThat(wrong("HEAD", reply(501, "", Map.of()))).containsExactly("status 501");
        assertThat(wrong("GET", reply(302, "", Map.of()))).containsExactly("redirected by 302");
    }

    @Test
    void anErrorWithoutOurBodyIsWrong() {
        assertThat(wrong("GET", reply(404, "", Map.of()))).containsExactly("empty error body, status 404");
        for (String foreign :
                List.of("<html>", "{}", "{\"error\": {\"code\": \"\", \"message\": \"x\"}}", "{\"code\": \"X\"}")) {
            assertThat(wrong("GET", reply(400, foreign, Map.of()))).containsExactly("foreign error body, status 400");
        }
        assertThat(wrong("GET", reply(400, GOOD, Map.of("content-type", "text/html"))))
                .containsExactly("foreign error body, status 400");
        assertThat(wrong("GET", reply(400, GOOD.replace("wrong", "a NullPointerException"), Map.of())))
                .containsExactly("a word of our insides, status 400");
    }

    @Test
    void anAnswerWithoutOurHeadersIsWrong() {
        assertThat(wrong("GET", reply(200, "", Map.of("x-ms-request-id", ""))))
                .containsExactly("no request id, status 200");
        assertThat(wrong("GET", reply(200, "", Map.of("x-content-type-options", ""))))
                .containsExactly("no security headers, status 200");
        assertThat(wrong("GET", reply(429, GOOD, Map.of()))).containsExactly("no Retry-After, status 429");
    }

    @Test
    void anAnswerThatTheDocumentDoesNotKnowIsWrong() {
        String path = "/operator/catalogue/bandwidthOffers/10Gbps";
        Request.Start start = new Request.Start("GET", path + "?x=y", "HTTP/1.1");
        Request request = new Request(Operation.without("GET", path), "operator", start, List.of(), null, true);
        Map<String, String> tagged = Map.of("etag", "\"1\"");

        assertThat(Verdict.of(request, reply(200, "{\"offerName\": \"10Gbps\", \"valueInMbps\": 10000}", tagged)))
                .isEmpty();
        assertThat(Verdict.of(request, reply(200, "{\"offerName\": \"x\", \"valueInMbps\": 1, \"more\": 1}", tagged)))
                .hasSize(1);
        assertThat(Verdict.of(request, reply(200, "{\"offerName\": \"10Gbps\"}", tagged)))
                .hasSize(1);
        assertThat(Verdict.of(request, reply(200, "{\"offerName\": 1, \"valueInMbps\": 1}", tagged)))
                .hasSize(1);
        assertThat(Verdict.of(request, reply(200, "{\"offerName\": \"x\", \"valueInMbps\": 1}", Map.of())))
                .hasSize(1);
        assertThat(Verdict.of(request, reply(201, "{\"offerName\": \"x\", \"valueInMbps\": 1}", tagged)))
                .hasSize(1);
    }
}
