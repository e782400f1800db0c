/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.stream.Collectors;
import org.openpeering.contract.net.Community;
import org.openpeering.prefix.evidence.Evidence;

/** Every route of the prefix carries the service's community. */
record CommunityCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        Community community = evidence.rules().community();
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> !route.communities().contains(community),
                route -> route.communities().isEmpty()
                        ? "no communities"
                        : route.communities().stream().map(Community::toString).collect(Collectors.joining(" ")),
                "community " + community);
        String message = evidence.choice() == null
                ? "Advertisement missing MAPS community"
                : "Received route for prefix " + evidence.prefix() + " should have the MAPS community " + community;
        return wrong.isEmpty()
                ? Examination.passed()
                : Examination.failed("MissingCommunity", message, wrong).mendedBy(community.toString());
    }
}
