/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.List;
import java.util.Locale;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;

/**
 * What a rule says of a subject.
 *
 * @param subject the site, or empty where there is one for the prefix
 * @param over whether it is beyond the bound
 * @param calm whether it is at half of it or below
 * @param measured what is beyond, in the rule's unit
 * @param words what is wrong, without a full stop
 * @param evidence what was measured, the bound, the best alternative, what that saves
 * @param seen who saw it
 */
public record Verdict(
        String subject,
        boolean over,
        boolean calm,
        EventLevel level,
        double measured,
        String words,
        List<Evidence> evidence,
        List<String> seen) {
    static final String BOUND = "bound";
    static final String ALTERNATIVE = "alternative";
    static final String SAVING = "saving";

    public Verdict {
        evidence = List.copyOf(evidence);
        seen = List.copyOf(seen);
    }

    /** Nothing is wrong. */
    static Verdict calm(String subject) {
        return new Verdict(subject, false, true, EventLevel.INFORMATION, 0, "", List.of(), List.of());
    }

    /** It is not known whether something is wrong, or not wrong by the way: what goes on goes on. */
    static Verdict neither(String subject) {
        return new Verdict(subject, false, false, EventLevel.INFORMATION, 0, "", List.of(), List.of());
    }

    public int confidence() {
        return Math.min(100, evidence.stream().mapToInt(Evidence::weight).sum());
    }

    /** As people read it. */
    static String ms(double milliseconds) {
        return String.format(Locale.ROOT, "%.1f ms", milliseconds);
    }

    /** @param what a sentence's rest */
    static Evidence bound(String what) {
        return new Evidence("Bound: " + what, BOUND, 0);
    }

    /** @param what a sentence's rest */
    static Evidence alternative(String what) {
        return new Evidence("Best alternative: " + what, ALTERNATIVE, 0);
    }

    static Evidence saving(double milliseconds) {
        return new Evidence(ms(Math.max(0, milliseconds)) + " would be saved.", SAVING, 0);
    }

    static Evidence unmeasured() {
        return new Evidence("What would be saved is not known: nothing measures the prefix there.", SAVING, 0);
    }
}
