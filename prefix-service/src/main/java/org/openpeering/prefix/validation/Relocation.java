/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.validation.Judge.JudgedCustomer;

/**
 * What follows from a batch of judgements for prefixes and services that make before they break. Pure.
 *
 * @param reports at the locations that are to come, by key, where they say something else than the last one
 * @param ready services whose prefixes may all be learned at those
 * @param replacing prefixes that may be ready to take the place of another one
 */
record Relocation(Map<String, ValidationReport> reports, Set<String> ready, Set<String> replacing) {
    /** @param learned the targets that are learned now */
    static Relocation of(List<JudgedCustomer> judged, Set<String> learned) {
        Map<String, ValidationReport> reports = new HashMap<>();
        Set<String> ready = new TreeSet<>();
        for (JudgedCustomer each : judged) {
            if (each.next() != null) {
                ValidationReport before = each.target().nextReport();
                ValidationReport report = each.next().report(before);
                if (before == null || !report.saysTheSameAs(before)) {
                    reports.put(each.target().resourceKey(), report);
                }
                if (report.state().learned()) {
                    ready.add(each.target().serviceKey());
                }
            }
        }
        Set<String> replacing = judged.stream()
                .filter(each -> each.target().replaces())
                .map(each -> each.target().resourceKey())
                .filter(learned::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Relocation(reports, ready, replacing);
    }
}
