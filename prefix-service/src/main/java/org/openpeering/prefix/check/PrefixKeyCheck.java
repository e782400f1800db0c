/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;

/** The key is of a registration of this prefix under a peering of the chosen provider. */
record PrefixKeyCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Choice choice = evidence.choice();
        if (choice == null) {
            return Examination.skipped("A registered prefix has a key, and needs none.");
        }
        return choice.keyMatches()
                ? Examination.passed()
                : Examination.failed(
                                "InvalidPeeringServicePrefixKey",
                                "Peering service prefix key does not match",
                                List.of(Finding.of(
                                        "no key, or one that is not valid for the prefix at this provider any more",
                                        "the key that the provider handed over for " + evidence.prefix())))
                        .mendedBy(Fixes.key(evidence.prefix()));
    }
}
