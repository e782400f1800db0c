/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An exception at any stage ends its exchange, and gives back what the exchange held. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class StagesTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String TARGET = Client.GROUP + "peerings/p" + Client.VERSION;
    /** More than the places that one subscription can have at a service. */
    private static final int TIMES = 70;

    @ParameterizedTest
    @EnumSource(Stage.class)
    void answersAndLetsGoWhereverItFails(Stage stage) {
        String group = "/subscriptions/" + Bearer.SUBSCRIPTION + "/Owner";
        String token = Bearer.of("unlucky-" + stage, group);
        boolean late = stage == Stage.HEAD || stage == Stage.ENDED;

        for (int i = 0; i < TIMES; i++) {
            // A token that is not remembered is verified, which is a stage.
            String fresh = stage == Stage.IDENTIFIED ? Bearer.of("unlucky-" + stage + i, group) : token;
            HttpResponse<String> answer = put(fresh, stage.name());

            // 503: the one before has closed a connection that this one was about to use.
            assertThat(answer.statusCode()).as(answer.body()).isIn(late ? List.of(200) : List.of(500, 503));
        }

        await().atMost(LIMIT).until(() -> put(token, "nowhere").statusCode() == 200);
    }

    private static HttpResponse<String> put(String token, String stage) {
        return Client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + Client.port() + TARGET))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + token)
                .header(FailingStages.HEADER, stage)
                .PUT(BodyPublishers.ofString("{}")));
    }
}
