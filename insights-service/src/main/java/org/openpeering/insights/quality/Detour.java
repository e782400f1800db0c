/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.prefix.GeoPosition;

/**
 * Traffic enters on another continent than where the prefix is, though a session of the partner is up on its own; critical where that
 * costs more than 40 ms.
 */
record Detour() implements QualityRule {
    private static final double CRITICAL = 40;
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ofMinutes(15), 1, Duration.ofMinutes(30), false);

    @Override
    public String name() {
        return "detour/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        GeoPosition place = facts.place();
        String home = place == null ? null : facts.geography().continent(place);
        String abroad = abroad(facts);
        if (home == null || abroad == null || home.equals(abroad)) {
            return List.of(Verdict.calm(""));
        }
        List<Edge> near = facts.open().stream()
                .filter(edge -> home.equals(Continents.of(edge.country())))
                .toList();
        FarEntry.Detoured far = FarEntry.detoured(facts, near);
        if (far == null || far.excess() <= FarEntry.EXCESS / 2 || !far.slower()) {
            return List.of(Verdict.calm(""));
        }
        if (far.excess() <= FarEntry.EXCESS) {
            return List.of(Verdict.neither(""));
        }
        return List.of(new Verdict(
                "",
                true,
                false,
                far.saving() > CRITICAL ? EventLevel.CRITICAL : EventLevel.WARNING,
                far.saving(),
                "Traffic of " + facts.prefix() + ", which is in " + home + ", enters in " + abroad + ", at "
                        + far.edge().name(),
                far.evidence(
                        facts,
                        "another continent, and more than " + Verdict.ms(FarEntry.EXCESS)
                                + " farther than the nearest edge of its own, for "
                                + TERMS.hold().toMinutes() + " minutes."),
                List.of(far.entry().session())));
    }

    /** Whether it is one: then nothing is said of a far entry beside it. */
    static boolean over(Facts facts) {
        return new Detour().judge(facts).stream().anyMatch(Verdict::over);
    }

    private static @Nullable String abroad(Facts facts) {
        Facts.Entry entry = facts.entry();
        Edge edge = entry == null ? null : entry.edge();
        return edge == null ? null : Continents.of(edge.country());
    }

    @Override
    public String calmed() {
        return "Traffic enters on the continent of the prefix, or no session of the partner is up there.";
    }
}
