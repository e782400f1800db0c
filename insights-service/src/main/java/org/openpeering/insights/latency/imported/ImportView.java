/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import.
 *
 * @param records how many there were
 * @param accepted how many were taken; the same one again is taken, and counted once
 * @param refused how many were not
 * @param refusals the first 100 of them
 * @param stopped why the rest was not read; absent when all was
 */
@RegisterForReflection
public record ImportView(
        long records,
        long accepted,
        long refused,
        List<Refusal> refusals,
        @Nullable String stopped) {
    public ImportView {
        refusals = List.copyOf(refusals);
    }

    /**
     * One that was not taken.
     *
     * @param record its number, from 1
     */
    @RegisterForReflection
    public record Refusal(long record, String reason) {}
}
