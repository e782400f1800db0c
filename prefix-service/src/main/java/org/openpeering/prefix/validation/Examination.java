/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check says.
 *
 * @param code for programs; null unless it failed
 * @param message for people, in the documented words where there are some (contract sections C.5, C.6)
 */
record Examination(
        Verdict verdict, @Nullable String code, @Nullable String message, List<Finding> findings) {
    static Examination passed() {
        return new Examination(Verdict.PASSED, null, null, List.of());
    }

    static Examination skipped(String why) {
        return new Examination(Verdict.SKIPPED, null, why, List.of());
    }

    static Examination waiting(String why) {
        return new Examination(Verdict.WAITING, null, why, List.of());
    }

    static Examination failed(String code, String message, List<Finding> findings) {
        return new Examination(Verdict.FAILED, code, message, findings);
    }
}
