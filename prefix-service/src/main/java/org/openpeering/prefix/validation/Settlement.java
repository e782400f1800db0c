/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository.Confirmed;
import org.openpeering.prefix.report.VerdictRepository.Remembered;

/**
 * What follows from a batch of judgements for the verdicts that hold. Pure.
 *
 * @param remembered say something else than what was said last
 * @param confirmed say the same, and it is time to say so
 * @param learned the targets that are learned then
 */
record Settlement(List<Remembered> remembered, List<Confirmed> confirmed, Set<String> learned) {
    /** Those whose last reports have to be looked at. */
    static List<String> anew(List<Judged> judged) {
        return judged.stream().filter(each -> !each.holds()).map(Judged::key).toList();
    }

    /** @param reports the last ones of those to be judged {@link #anew}; of one that has none the first is remembered */
    static Settlement of(List<Judged> judged, Map<String, ValidationReport> reports) {
        List<Remembered> remembered = new ArrayList<>();
        List<Confirmed> confirmed = new ArrayList<>();
        Set<String> learned = new HashSet<>();
        for (Judged each : judged) {
            PrefixValidationState state = each.latest().state();
            if (each.holds()) {
                if (each.due()) {
                    confirmed.add(each.confirmed());
                }
            } else {
                ValidationReport previous = reports.get(each.key());
                ValidationReport report = each.judgement().report(previous);
                if (previous != null && report.saysTheSameAs(previous)) {
                    confirmed.add(each.confirmed());
                } else {
                    remembered.add(each.remembered(report));
                    state = report.state();
                }
            }
            if (state.learned()) {
                learned.add(each.key());
            }
        }
        return new Settlement(remembered, confirmed, learned);
    }
}
