/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.network.PrefixRule;

/**
 * The checks of a kind of prefix, in the documented order.
 *
 * @param version changes whenever a check says something else of the same evidence
 */
public record RuleSet(String version, List<Check> checks) {
    /** The check that no announcement can mend. */
    public static final String UNFIT = new PublicPrefixCheck().name();

    private static final RuleSet REGISTERED = new RuleSet(
            "registered-prefix/5",
            List.of(
                    new PublicPrefixCheck(),
                    new AnnouncementCheck(),
                    RouteCheck.COMMUNITY,
                    RouteCheck.PATH_LENGTH,
                    RouteCheck.PATH_SET,
                    RouteCheck.PATH_NUMBERS,
                    RouteCheck.PATH_PREPENDING,
                    new RpkiOriginCheck(),
                    new AspaCheck(),
                    new OriginRegistrationCheck(),
                    new RouteObjectCheck()));

    private static final RuleSet CUSTOMER = new RuleSet(
            "customer-prefix/7",
            List.of(
                    new PublicPrefixCheck(),
                    new ProviderCheck(),
                    new PrefixKeyCheck(),
                    new PrimarySessionsCheck(),
                    new BackupSessionsCheck(),
                    new AnnouncementCheck(),
                    RouteCheck.COMMUNITY,
                    RouteCheck.PATH_LENGTH,
                    RouteCheck.PATH_SET,
                    RouteCheck.PATH_NUMBERS,
                    RouteCheck.PATH_PREPENDING,
                    new OriginCheck(),
                    new RpkiOriginCheck(),
                    new AspaCheck(),
                    new OriginRegistrationCheck(),
                    new RouteObjectCheck()));

    /** Those that the prefix of the evidence has to meet. */
    public static RuleSet of(Evidence evidence) {
        return evidence.choice() == null ? REGISTERED : CUSTOMER;
    }

    /** One for each check, in the same order; without fixes where the prefix itself is unfit. */
    public List<Examination> examine(Evidence evidence) {
        boolean unfit = PrefixRule.unfit(evidence.prefix(), evidence.rules()).isPresent();
        return checks.stream()
                .map(check -> check.examine(evidence))
                .map(said -> unfit ? said.mendedBy(null) : said)
                .toList();
    }
}
