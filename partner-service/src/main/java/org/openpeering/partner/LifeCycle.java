/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;

/**
 * A life cycle as an explicit table of transitions: pure data, from which the diagrams in {@code docs/states} are drawn.
 * What is not in the table is not possible, which is an answer and no exception.
 */
public record LifeCycle<S extends Enum<S> & WireEnum, E extends Enum<E> & WireEnum>(S start, List<Row<S, E>> rows) {
    public LifeCycle {
        rows = List.copyOf(rows);
    }

    /** One line of the table. */
    public record Row<S, E>(S from, E event, S to) {}

    /** What an event does in a state. */
    public sealed interface Step<S, E> {}

    /** The state that follows. */
    public record Next<S, E>(S state) implements Step<S, E> {}

    /** The event can not happen there. */
    public record Impossible<S, E>(S state, E event) implements Step<S, E> {}

    public Step<S, E> on(S state, E event) {
        return on(state, event, null);
    }

    /** @param interrupted where an interruption began: of several ways on, the one that leads back there is taken */
    public Step<S, E> on(S state, E event, @Nullable S interrupted) {
        List<S> ways = rows.stream()
                .filter(row -> row.from == state && row.event == event)
                .map(Row::to)
                .toList();
        if (ways.size() == 1) {
            return new Next<>(ways.getFirst());
        }
        return interrupted != null && ways.contains(interrupted)
                ? new Next<>(interrupted)
                : new Impossible<>(state, event);
    }

    public boolean allows(S state, E event) {
        return on(state, event) instanceof Next;
    }

    /** The state that follows, where the caller has made sure that one does. */
    public S next(S state, E event) {
        return next(state, event, null);
    }

    /** The same after an interruption that began in {@code interrupted}. */
    public S next(S state, E event, @Nullable S interrupted) {
        return switch (on(state, event, interrupted)) {
            case Next<S, E>(S next) -> next;
            case Impossible<S, E> step -> throw new IllegalStateException(step.toString());
        };
    }

    /** A Mermaid state diagram, one line for each row. */
    public String diagram() {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n    [*] --> " + start.wire() + "\n");
        for (Row<S, E> row : rows) {
            text.append("    %s --> %s: %s\n".formatted(row.from.wire(), row.to.wire(), row.event.wire()));
        }
        return text.toString();
    }

    public static <S extends Enum<S> & WireEnum, E extends Enum<E> & WireEnum> Builder<S, E> from(S start) {
        return new Builder<>(start);
    }

    /** Collects the rows. */
    public static final class Builder<S extends Enum<S> & WireEnum, E extends Enum<E> & WireEnum> {
        private final S start;
        private final List<Row<S, E>> rows = new ArrayList<>();

        private Builder(S start) {
            this.start = start;
        }

        public Builder<S, E> on(S from, E event, S to) {
            rows.add(new Row<>(from, event, to));
            return this;
        }

        /** From each of the states {@code begin} leads into the interruption, and {@code end} back to where it began. */
        @SafeVarargs
        public final Builder<S, E> interrupted(E begin, S interruption, E end, S... states) {
            for (S state : states) {
                on(state, begin, interruption).on(interruption, end, state);
            }
            return this;
        }

        public LifeCycle<S, E> table() {
            return new LifeCycle<>(start, rows);
        }
    }
}
