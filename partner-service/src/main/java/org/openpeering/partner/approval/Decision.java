/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.tenancy.Caller;

/**
 * What ended the wait of an item.
 *
 * @param by the token's subject, or {@code lab}
 * @param reason what the partner reads when it is rejected
 * @param tokenId the token's {@code jti}
 */
public record Decision(
        ApprovalState state,
        String by,
        Instant at,
        @Nullable String reason,
        String tokenId) {
    private static final String LAB = "lab";

    public Decision {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    static Decision approve(@Nullable String reason, Caller caller, Instant at) {
        return new Decision(ApprovalState.APPROVED, caller.subject(), at, reason, caller.tokenId());
    }

    static Decision reject(String reason, Caller caller, Instant at) {
        return new Decision(ApprovalState.REJECTED, caller.subject(), at, reason, caller.tokenId());
    }

    /** In lab mode nobody is asked. */
    public static Decision lab(Instant at) {
        return new Decision(ApprovalState.APPROVED, LAB, at, null, "-");
    }

    public static Decision withdrawn(String reason, Caller caller, Instant at) {
        return new Decision(ApprovalState.WITHDRAWN, caller.subject(), at, reason, caller.tokenId());
    }

    /** What the same person's word means for other items. */
    public Decision withdrawing(String why) {
        return new Decision(ApprovalState.WITHDRAWN, by, at, why, tokenId);
    }

    public boolean approved() {
        return state == ApprovalState.APPROVED;
    }

    /** The text for {@code errorMessage} when it is rejected. */
    public String rejection() {
        return reason == null ? "The request was rejected." : reason;
    }
}
