/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.evidence.Evidence;

/**
 * The checks of each kind of prefix, in the documented order, and the state that they come to. Pure.
 *
 * <p>All checks are made, so that everything that is wrong is said at once; the error message is that of the first. A
 * blocking check that failed makes the prefix Failed, or Invalid when it is no prefix to announce at all, also while others
 * wait. A prefix for which evidence is missing is Pending, except one that stands: it stays as it is until the evidence
 * says otherwise, since a change of what is monitored must not take down what works. A source that is out of date makes
 * it Unknown, something that does not block Warning.
 */
public final class Validation {
    private static final String REGISTERED_RULES = "registered-prefix/3";
    private static final List<Check> REGISTERED = List.of(
            new PublicPrefixCheck(),
            new AnnouncementCheck(),
            new CommunityCheck(),
            new PathLengthCheck(),
            new PathSetCheck(),
            new PathNumbersCheck(),
            new PathPrependingCheck(),
            new RpkiOriginCheck(),
            new AspaCheck(),
            new OriginRegistrationCheck(),
            new RouteObjectCheck());

    private static final String CUSTOMER_RULES = "customer-prefix/5";
    private static final List<Check> CUSTOMER = List.of(
            new PublicPrefixCheck(),
            new ProviderCheck(),
            new PrefixKeyCheck(),
            new PrimarySessionsCheck(),
            new BackupSessionsCheck(),
            new AnnouncementCheck(),
            new CommunityCheck(),
            new PathLengthCheck(),
            new PathSetCheck(),
            new PathNumbersCheck(),
            new PathPrependingCheck(),
            new OriginCheck(),
            new RpkiOriginCheck(),
            new AspaCheck(),
            new OriginRegistrationCheck(),
            new RouteObjectCheck());

    private Validation() {}

    /** @param previous the last report on the same prefix; null: there is none */
    public static ValidationReport of(Evidence evidence, @Nullable ValidationReport previous) {
        return judge(evidence).report(previous);
    }

    static Judgement judge(Evidence evidence) {
        boolean registered = evidence.choice() == null;
        List<Check> checks = registered ? REGISTERED : CUSTOMER;
        return new Judgement(
                evidence,
                registered ? REGISTERED_RULES : CUSTOMER_RULES,
                checks,
                checks.stream().map(check -> check.examine(evidence)).toList());
    }
}
