/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import java.util.ArrayList;
import java.util.List;
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
        for (Row<S, E> row : rows) {
            if (row.from == state && row.event == event) {
                return new Next<>(row.to);
            }
        }
        return new Impossible<>(state, event);
    }

    public boolean allows(S state, E event) {
        return on(state, event) instanceof Next;
    }

    /** The state that follows, where the caller has made sure that one does. */
    public S next(S state, E event) {
        return switch (on(state, event)) {
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

        public LifeCycle<S, E> table() {
            return new LifeCycle<>(start, rows);
        }
    }
}
