/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Says that the process is to be started anew when a channel's consumer is dead: the messaging layer polls it again for
 * ever and never makes another. An outage of the broker or of the database kills no consumer (promise D6). {@code
 * DeadChannelTest} holds it to this.
 */
@Liveness
@ApplicationScoped
public class ChannelLiveness implements AsyncHealthCheck {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final KafkaClientService clients;

    ChannelLiveness(KafkaClientService clients) {
        this.clients = clients;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        List<Uni<Tuple2<String, String>>> probes =
                clients.getConsumerChannels().stream().sorted().map(this::probe).toList();
        return probes.isEmpty()
                ? Uni.createFrom().item(response(List.of()))
                : Uni.join().all(probes).andFailFast().map(ChannelLiveness::response);
    }

    /** On the polling thread; a consumer that is closed refuses it. */
    private static String ask(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().size() + " partitions";
    }

    /** Empty text: it is dead. */
    private Uni<Tuple2<String, String>> probe(String channel) {
        Function<Consumer<byte[], byte[]>, String> question = ChannelLiveness::ask;
        return clients.<byte[], byte[]>getConsumer(channel)
                .runOnPollingThread(question)
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .recoverWithItem("")
                .map(state -> Tuple2.of(channel, state));
    }

    private static HealthCheckResponse response(List<Tuple2<String, String>> channels) {
        Map<String, String> states = channels.stream().collect(Collectors.toMap(Tuple2::getItem1, Tuple2::getItem2));
        HealthCheckResponseBuilder response = HealthCheckResponse.named("channels");
        states.forEach((channel, state) -> response.withData(channel, state.isEmpty() ? "dead" : state));
        return response.status(!states.containsValue("")).build();
    }
}
