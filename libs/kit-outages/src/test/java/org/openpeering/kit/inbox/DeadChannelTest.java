/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;

/** The last one: it breaks the application. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
@Order(Integer.MAX_VALUE)
class DeadChannelTest {
    @Inject
    KafkaClientService clients;

    @Test
    void livenessTellsOfAChannelThatReadsNoMore() {
        when().get("/q/health/live").then().statusCode(200);
        Consumer<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> close =
                org.apache.kafka.clients.consumer.Consumer::close;
        clients.<byte[], byte[]>getConsumer("edge-routers")
                .runOnPollingThread(close)
                .await()
                .atMost(Duration.ofSeconds(10));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> when().get("/q/health/live").then().statusCode(503));
    }
}
