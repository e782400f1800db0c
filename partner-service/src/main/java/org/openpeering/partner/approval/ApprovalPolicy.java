/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Four eyes: how many people an approval takes. A rejection always takes one. */
@ConfigMapping(prefix = "openpeering.approval")
public interface ApprovalPolicy {
    /** Whether who asked for something may also approve it. */
    @WithDefault("false")
    boolean requesterMayApprove();

    /** The kinds of approvals that need the yes of two operators, such as {@code peer-asn,connection-removal}. */
    Optional<Set<ApprovalKind>> secondApproval();

    /** How many operators have to say yes. */
    default int needed(ApprovalKind kind) {
        return secondApproval().orElse(Set.of()).contains(kind) ? 2 : 1;
    }
}
