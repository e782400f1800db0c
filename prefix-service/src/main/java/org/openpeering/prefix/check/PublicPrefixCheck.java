/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.network.PrefixRule;

/** The prefix is public address space; rules may have changed since it was written. */
record PublicPrefixCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        return PrefixRule.unfit(evidence.prefix(), evidence.rules())
                .map(why -> Examination.failed(
                        "InvalidPrefix",
                        evidence.choice() == null ? why : "Peering service prefix is invalid",
                        List.of(Finding.of(why, "public address space"))))
                .orElseGet(Examination::passed);
    }
}
