/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.trace.Step;
import org.openpeering.kit.trace.Traces;

/** A step for each message that was sent in a trace; what they lead to together goes on in the one that they share. */
final class ReadSteps {
    private final List<Step> steps;

    private ReadSteps(List<Step> steps) {
        this.steps = steps;
    }

    static ReadSteps begin(Traces traces, List<KafkaRecord<byte[], byte[]>> records) {
        if (!traces.on()) {
            return new ReadSteps(List.of());
        }
        List<String> parents = records.stream()
                .map(record -> Messages.trace(record.getHeaders()))
                .filter(Objects::nonNull)
                .toList();
        String topic = records.getFirst().getTopic();
        List<Step> steps = parents.stream()
                .map(parent -> traces.received(SpanKind.CONSUMER, "read " + topic, parent)
                        .with("messaging.destination.name", topic))
                .toList();
        traces.enter(Traces.shared(parents) == null ? Step.NONE : steps.getFirst());
        return new ReadSteps(steps);
    }

    void end(@Nullable Throwable failure) {
        for (Step step : steps) {
            if (failure == null) {
                step.ended();
            } else {
                step.failed(failure.getClass().getSimpleName());
            }
        }
    }
}
