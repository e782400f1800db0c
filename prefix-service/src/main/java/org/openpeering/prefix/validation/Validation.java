/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.check.RuleSet;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.report.ValidationReport;

/**
 * What the checks of a prefix say of it, and the state that they come to. Pure.
 *
 * <p>All checks are made, so that everything that is wrong is said at once; the error message is that of the first. A
 * blocking check that failed makes the prefix Failed, or Invalid when it is no prefix to announce at all, also while others
 * wait. A prefix for which evidence is missing is Pending, except one that stands: it stays as it is until the evidence
 * says otherwise, since a change of what is monitored must not take down what works. A source that is out of date makes
 * it Unknown, something that does not block Warning.
 */
public final class Validation {
    private Validation() {}

    /** @param previous the last report on the same prefix; null: there is none */
    public static ValidationReport of(Evidence evidence, @Nullable ValidationReport previous) {
        return judge(evidence).report(previous);
    }

    static Judgement judge(Evidence evidence) {
        RuleSet rules = RuleSet.of(evidence);
        return new Judgement(evidence, rules, rules.examine(evidence));
    }
}
