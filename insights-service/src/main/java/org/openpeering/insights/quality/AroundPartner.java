/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;

/** No session carries the prefix that has to, and the network reaches it by a path without the partner; for 10 minutes. */
record AroundPartner() implements QualityRule {
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ofMinutes(10), 1, Duration.ofMinutes(30), false);

    @Override
    public String name() {
        return "partner-not-in-path/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        String around = facts.ways().around();
        if (around == null || facts.ways().required()) {
            return List.of(Verdict.calm(""));
        }
        return List.of(new Verdict(
                "",
                true,
                false,
                EventLevel.WARNING,
                1,
                "Traffic of " + facts.prefix() + " goes around the partner",
                List.of(
                        new Evidence(around, "bmp", 70),
                        Verdict.bound("the partner is to be in the path, and has not been for "
                                + TERMS.hold().toMinutes() + " minutes."),
                        Verdict.alternative("the sessions of the partner on which it is to be announced."),
                        Verdict.unmeasured()),
                List.of()));
    }

    @Override
    public String calmed() {
        return "A session of the partner carries it again, or no way around it is left.";
    }
}
