/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.SourceEvidence;

/** What all checks by registries begin with. */
final class RegistryFindings {
    private RegistryFindings() {}

    /** Nothing when there is data and a route to judge by it, else what to say instead of a verdict. */
    static @Nullable Examination instead(Evidence evidence, SourceEvidence source, String what) {
        Examination said = switch (source.availability()) {
            case NOT_CONFIGURED -> Examination.skipped(what + " is not checked here.");
            case LOADING -> Examination.waiting(what + " is being loaded.");
            case STALE -> Examination.unknown(what + " is not up to date, so nothing definite can be said.");
            case CURRENT -> null;
        };
        Examination routes = Findings.noRoutes(evidence);
        if (routes != null && routes.verdict() == Verdict.SKIPPED) {
            return routes;
        }
        return said == null ? routes : said.restingOn(source);
    }

    static Stream<ObservedRoute> routes(Evidence evidence) {
        return evidence.sessions().stream().flatMap(session -> session.routes().stream());
    }
}
