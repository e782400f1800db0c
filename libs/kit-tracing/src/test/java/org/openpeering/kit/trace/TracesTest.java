/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String UNSAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    private final List<ReadableSpan> ended = new CopyOnWriteArrayList<>();

    private Traces traces(double ratio) {
        return new Traces("test", ratio, new SpanProcessor() {
            @Override
            public void onStart(Context parent, ReadWriteSpan span) {}

            @Override
            public boolean isStartRequired() {
                return false;
            }

            @Override
            public void onEnd(ReadableSpan span) {
                ended.add(span);
            }

            @Override
            public boolean isEndRequired() {
                return true;
            }
        });
    }

    @Test
    void aStepGoesOnElsewhereByItsText() {
        Traces traces = traces(1);
        Step first = traces.first("PUT", null);
        Step second = traces.received(SpanKind.CONSUMER, "read", first.parent());
        second.ended();
        first.ended();
        assertThat(ended).hasSize(2);
        assertThat(ended.getFirst().getParentSpanContext().getSpanId())
                .isEqualTo(ended.getLast().getSpanContext().getSpanId());
        assertThat(second.traceId()).isEqualTo(first.traceId());
    }

    @Test
    void whatTheCallerDecidedIsFollowed() {
        traces(0).first("PUT", SAMPLED).ended();
        assertThat(ended).hasSize(1);
        traces(1).first("PUT", UNSAMPLED).ended();
        assertThat(ended).hasSize(1);
    }

    @Test
    void whatIsNotTracedTellsTheNextServiceSoAndLeavesNothingInRows() {
        Step step = traces(0).first("PUT", null);
        assertThat(step.header()).endsWith("-00");
        assertThat(step.parent()).isNull();
    }

    @Test
    void onlyTheGatewayBeginsTraces() {
        assertThat(traces(1).received(SpanKind.SERVER, "PUT", null)).isSameAs(Step.NONE);
        assertThat(traces(1).received(SpanKind.SERVER, "PUT", UNSAMPLED)).isSameAs(Step.NONE);
    }

    @Test
    void theStepUnderWayIsTheThreads() {
        Traces traces = traces(1);
        Step step = traces.first("PUT", null);
        traces.enter(step);
        assertThat(traces.current()).isSameAs(step);
        traces.leave();
        assertThat(traces.current()).isSameAs(Step.NONE);
    }

    @Test
    void whatCameInSeveralTracesGoesOnInNone() {
        assertThat(Traces.shared(Arrays.asList(SAMPLED, null, SAMPLED))).isEqualTo(SAMPLED);
        String later = SAMPLED.replace("00f067aa0ba902b7", "00f067aa0ba902b8");
        assertThat(Traces.shared(Arrays.asList(SAMPLED, later)))
                .as("two steps of one trace")
                .isEqualTo(SAMPLED);
        assertThat(Traces.shared(Arrays.asList(SAMPLED, SAMPLED.replace("4bf9", "4bfa"))))
                .isNull();
        assertThat(Traces.shared(Arrays.asList(SAMPLED, UNSAMPLED))).isNull();
        assertThat(Traces.shared(List.of())).isNull();
    }

    /** What a request goes through, ten thousand times; less than a tenth of a byte each. */
    @Test
    void offNothingIsAllocated() {
        Traces off = Traces.off();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        request(off);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            request(off);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private static void request(Traces traces) {
        Step step = traces.first("PUT", SAMPLED);
        traces.enter(step);
        traces.received(SpanKind.CLIENT, "send", traces.current().parent())
                .with("a", "b")
                .ended();
        traces.leave();
        step.ended();
    }
}
