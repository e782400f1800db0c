/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** A span under way, or {@link #NONE}. For one thread at a time. */
public final class Step {
    /** What is not traced. */
    public static final Step NONE = new Step(null);

    private final @Nullable Span span;

    Step(@Nullable Span span) {
        this.span = span;
    }

    /** What makes it the parent of a step elsewhere; null for what is not traced. */
    public @Nullable String parent() {
        return span == null || !span.getSpanContext().isSampled() ? null : header();
    }

    /** The same for a call to another service, which is told so too when it is not to trace; null: nothing to tell. */
    public @Nullable String header() {
        return span == null ? null : TraceParent.of(span.getSpanContext());
    }

    /** For logs; null for what is not traced. */
    public @Nullable String traceId() {
        return span == null ? null : span.getSpanContext().getTraceId();
    }

    /** What was done, once it is known. */
    public void named(String name) {
        if (span != null) {
            span.updateName(name);
        }
    }

    /** A null value is left out. */
    public Step with(String attribute, @Nullable String value) {
        if (span != null && value != null) {
            span.setAttribute(attribute, value);
        }
        return this;
    }

    public void ended() {
        if (span != null) {
            span.end();
        }
    }

    /** Ended without what it was for. */
    public void failed(String cause) {
        if (span != null) {
            span.setStatus(StatusCode.ERROR, cause);
            span.end();
        }
    }
}
