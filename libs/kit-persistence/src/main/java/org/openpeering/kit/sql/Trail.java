/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.trace.Step;
import org.openpeering.kit.trace.Traces;

/**
 * How a trace goes through tables: a traced transaction says so in a setting of its own, and columns called {@code trace}
 * of what it queues take that by default. Whoever takes a row goes on from there.
 */
@ApplicationScoped
public class Trail {
    private final Statements statements;
    private final Traces traces;

    Trail(Statements statements, Traces traces) {
        this.statements = statements;
        this.traces = traces;
    }

    boolean on() {
        return traces.on();
    }

    /** The current transaction belongs to the step under way. */
    Uni<Void> mark() {
        String parent = traces.current().parent();
        return parent == null
                ? Uni.createFrom().voidItem()
                : statements
                        .of("select set_config('openpeering.trace', :trace, true) as trace")
                        .set("trace", parent)
                        .get(row -> true)
                        .replaceWithVoid();
    }

    /** Work on rows that the current transaction has taken begins, in the trace that they came in. */
    public Uni<Step> follow(String name, Collection<? extends @Nullable String> parents) {
        if (!traces.on()) {
            return Uni.createFrom().item(Step.NONE);
        }
        Step step = traces.received(SpanKind.INTERNAL, name, Traces.shared(parents));
        traces.enter(step);
        return mark().replaceWith(step);
    }
}
