/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text by which a step is the parent of one elsewhere (W3C Trace Context, section 3.2), version 00. */
final class TraceParent {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    /** Length of version 00; of a higher one more may follow. */
    private static final int LENGTH = 55;

    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    private TraceParent() {}

    /** Null for what is none; who sent that is taken to have sent nothing, as the specification says. */
    static @Nullable SpanContext parse(@Nullable String text) {
        if (text == null || !FORM.matcher(text).matches() || text.startsWith("ff")) {
            return null;
        }
        if (text.startsWith("00") && text.length() != LENGTH) {
            return null;
        }
        SpanContext context = SpanContext.createFromRemoteParent(
                text.substring(TRACE, SPAN - 1),
                text.substring(SPAN, FLAGS - 1),
                TraceFlags.fromHex(text, FLAGS),
                TraceState.getDefault());
        return context.isValid() ? context : null;
    }

    /** Which trace it is of, and whether that is sampled; of one that can be parsed. */
    static String trace(@Nullable String text) {
        SpanContext context = Objects.requireNonNull(parse(text));
        return context.getTraceId() + context.getTraceFlags().asHex();
    }

    static String of(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }
}
