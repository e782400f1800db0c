/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.ApplicationConfig;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins steps and knows the one under way: of a request or a transaction by the Vert.x context that it has for itself, of
 * other work by its thread. Only the gateway begins traces; the others go on with those that they are handed, so that a
 * request is traced everywhere or nowhere.
 *
 * <p>Off, it makes nothing ({@code TracesTest}). Why this is not Quarkus' extension: {@code
 * docs/adr/0012-traces-by-the-sdk-alone.md}.
 */
@Singleton
public class Traces {
    /** The header of a request, and of a message. */
    public static final String HEADER = "traceparent";

    private static final String STEP = Traces.class.getName();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final ThreadLocal<@Nullable Step> BLOCKING = new ThreadLocal<>();

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    @Inject
    Traces(TracingConfig config, ApplicationConfig application) {
        this(
                application.name().orElseThrow(),
                config.ratio(),
                config.endpoint().map(Traces::exporting).orElse(null));
    }

    /** @param processor takes what ended; null: traces are off */
    Traces(String service, double ratio, @Nullable SpanProcessor processor) {
        this.provider = processor == null
                ? null
                : SdkTracerProvider.builder()
                        .setResource(Resource.getDefault().toBuilder()
                                .put(AttributeKey.stringKey("service.name"), service)
                                .build())
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                        .addSpanProcessor(processor)
                        .build();
        this.tracer = provider == null ? null : provider.get("org.openpeering");
    }

    /** For tests: what ends is told to the processor, and every request is traced. */
    public static Traces to(String service, SpanProcessor processor) {
        return new Traces(service, 1, processor);
    }

    /** For tests and for who has no traces. */
    public static Traces off() {
        return new Traces("", 0, null);
    }

    private static SpanProcessor exporting(URI endpoint) {
        String base = endpoint.toString().replaceAll("/+$", "");
        return BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                        .setEndpoint(base + "/v1/traces")
                        .setTimeout(PATIENCE)
                        .build())
                .setScheduleDelay(Duration.ofSeconds(1))
                .build();
    }

    @PreDestroy
    void close() {
        if (provider != null) {
            provider.close();
        }
    }

    /** Whether anybody collects. */
    public boolean on() {
        return tracer != null;
    }

    /** For the gateway: what a client asks for, in the trace that it may have begun, or in a new one. */
    public Step first(String name, @Nullable String parent) {
        return tracer == null ? Step.NONE : begin(tracer, name, SpanKind.SERVER, TraceParent.parse(parent), null);
    }

    /** A request or a message, in the trace that it was sent in; none where it was in none. */
    public Step received(SpanKind kind, String name, @Nullable String parent) {
        return next(kind, name, parent, null);
    }

    /** The same for what began some time ago. */
    public Step received(SpanKind kind, String name, @Nullable String parent, Instant since) {
        return next(kind, name, parent, since);
    }

    private Step next(SpanKind kind, String name, @Nullable String parent, @Nullable Instant since) {
        if (tracer == null || parent == null) {
            return Step.NONE;
        }
        SpanContext context = TraceParent.parse(parent);
        return context == null || !context.isSampled() ? Step.NONE : begin(tracer, name, kind, context, since);
    }

    private static Step begin(
            Tracer tracer, String name, SpanKind kind, @Nullable SpanContext parent, @Nullable Instant since) {
        SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind);
        if (parent == null) {
            builder.setNoParent();
        } else {
            builder.setParent(Context.root().with(Span.wrap(parent)));
        }
        if (since != null) {
            builder.setStartTimestamp(since);
        }
        return new Step(builder.startSpan());
    }

    /** The step under way. */
    public Step current() {
        if (tracer == null) {
            return Step.NONE;
        }
        Step step = ownContext() ? ContextLocals.<Step>get(STEP).orElse(null) : BLOCKING.get();
        return step == null ? Step.NONE : step;
    }

    /** From now on the step is under way in this request, transaction or, where there is none, thread. */
    public void enter(Step step) {
        if (tracer == null) {
            return;
        }
        if (ownContext()) {
            ContextLocals.put(STEP, step);
        } else {
            BLOCKING.set(step);
        }
    }

    /** The thread, or the context, goes on with something else. */
    public void leave() {
        enter(Step.NONE);
    }

    private static boolean ownContext() {
        io.vertx.core.Context context = Vertx.currentContext();
        return context != null && VertxContext.isDuplicatedContext(context);
    }

    /**
     * The parent of work on several things: the first step of the trace that they came in. Null when they came in several
     * traces, since the work can be told of one only; each thing then has a step of its own, and nothing follows.
     */
    public static @Nullable String shared(Collection<? extends @Nullable String> parents) {
        List<? extends @Nullable String> known = parents.stream()
                .filter(parent -> TraceParent.parse(parent) != null)
                .toList();
        long traces = known.stream().map(TraceParent::trace).distinct().count();
        return traces == 1 ? known.getFirst() : null;
    }
}
