/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class QuotaTest {
    private static final String TARGET = Client.GROUP + "peerings/p" + Client.VERSION;

    @Test
    void countsDownAndThenAnswers429UntilRefilled() {
        String token = Bearer.of("greedy", "/subscriptions/" + Bearer.SUBSCRIPTION + "/Owner");
        HttpResponse<String> first = Client.send("DELETE", token, TARGET, BodyPublishers.noBody());
        HttpResponse<String> last = first;
        for (int i = 0; i < 2_000 && last.statusCode() == 200; i++) {
            last = Client.send("DELETE", token, TARGET, BodyPublishers.noBody());
        }

        assertThat(first.headers().firstValue("x-ms-ratelimit-remaining-subscription-deletes"))
                .contains("199");
        DoorTest.assertError(last, 429, "TooManyRequests");
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        assertThat(last.headers().firstValue("x-ms-ratelimit-remaining-subscription-deletes"))
                .contains("0");
        assertThat(ManagementTest.get("/q/metrics").body())
                .containsPattern("openpeering_gateway_quota_refusals_total\\{kind=\"deletes\"} [1-9]");
    }

    @Test
    void namesTheHeaderAfterTheKind() {
        String token = Bearer.of("modest", "/subscriptions/" + Bearer.SUBSCRIPTION + "/Owner");

        HttpResponse<String> read = Client.get(token, TARGET);
        HttpResponse<String> write = Client.send("PUT", token, TARGET, BodyPublishers.ofString("{}"));

        assertThat(read.headers().firstValue("x-ms-ratelimit-remaining-subscription-reads"))
                .contains("249");
        assertThat(write.headers().firstValue("x-ms-ratelimit-remaining-subscription-writes"))
                .contains("199");
    }
}
