/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Runs against a sorted map of rows. */
class RunsTest {
    enum Act {
        PUT,
        REMOVE,
        SHIFT_UP,
        SHIFT_DOWN,
        MARK,
        PART
    }

    record Step(Act act, int row, int word) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> acts = Arbitraries.frequency(
                Tuple.of(40, Act.PUT),
                Tuple.of(12, Act.REMOVE),
                Tuple.of(4, Act.SHIFT_UP),
                Tuple.of(4, Act.SHIFT_DOWN),
                Tuple.of(1, Act.MARK),
                Tuple.of(1, Act.PART));
        Arbitrary<Integer> rows = Arbitraries.oneOf(
                Arbitraries.integers().between(0, Block.ROWS - 1),
                Arbitraries.integers().between(58, 70),
                Arbitraries.of(0, 63, 64, 127));
        return Combinators.combine(acts, rows, Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMaxSize(300);
    }

    @Property(tries = 500)
    void holdWhatASortedMapHoldsInAsFewWordsAsThereAreRuns(@ForAll("steps") List<Step> steps) {
        byte[] runs = Runs.empty(0);
        TreeMap<Integer, Integer> model = new TreeMap<>();
        for (Step step : steps) {
            int row = step.row();
            switch (step.act()) {
                case PUT -> {
                    runs = Runs.put(runs, row, step.word());
                    model.put(row, step.word());
                }
                case REMOVE -> {
                    if (model.remove(row) != null) {
                        runs = Runs.remove(runs, row);
                    }
                }
                case SHIFT_UP -> {
                    if (!model.containsKey(Block.ROWS - 1)) {
                        Runs.shift(runs, row, 1);
                        model = shifted(model, row, 1);
                    }
                }
                case SHIFT_DOWN -> {
                    if (row > 0 && !model.containsKey(row - 1)) {
                        Runs.shift(runs, row, -1);
                        model = shifted(model, row, -1);
                    }
                }
                case MARK -> {
                    Runs.mark(runs);
                    model.replaceAll((_, word) -> Cells.marked(word));
                }
                case PART -> {
                    compare(Runs.part(runs, 0, row), new TreeMap<>(model.headMap(row)));
                    runs = Runs.part(runs, row, Block.ROWS);
                    model = shifted(new TreeMap<>(model.tailMap(row)), 0, -row);
                }
            }
            compare(runs, model);
        }
        if (!model.isEmpty()) {
            model.replaceAll((_, _) -> 0);
            compare(Runs.withoutWords(runs), model);
        }
    }

    private static TreeMap<Integer, Integer> shifted(TreeMap<Integer, Integer> model, int from, int by) {
        TreeMap<Integer, Integer> shifted = new TreeMap<>(model.headMap(from));
        model.tailMap(from).forEach((row, word) -> shifted.put(row + by, word));
        return shifted;
    }

    private static void compare(byte[] runs, TreeMap<Integer, Integer> model) {
        TreeMap<Integer, Integer> held = new TreeMap<>();
        for (int row = Runs.next(runs, 0); row < Runs.END; row = Runs.next(runs, row + 1)) {
            held.put(row, Runs.get(runs, row));
        }
        assertThat(held).isEqualTo(model);
        assertThat(Runs.size(runs)).isEqualTo(model.size());
        int changes = 0;
        int last = -1;
        for (Map.Entry<Integer, Integer> cell : model.entrySet()) {
            changes += cell.getValue() == last ? 0 : 1;
            last = cell.getValue();
        }
        assertThat(Runs.count(runs)).isEqualTo(changes);
        for (int row = 0; row < Block.ROWS; row++) {
            assertThat(Runs.get(runs, row)).isEqualTo(model.getOrDefault(row, Cells.NONE));
        }
    }
}
