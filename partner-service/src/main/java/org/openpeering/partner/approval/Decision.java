/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.tenancy.Caller;

/**
 * The operator's word on an item.
 *
 * @param by the token's subject, or {@code lab}
 * @param reason what the partner reads when it is rejected
 * @param tokenId the token's {@code jti}
 */
public record Decision(
        boolean approved, String by, Instant at, @Nullable String reason, String tokenId) {
    private static final String LAB = "lab";

    public static Decision of(boolean approved, @Nullable String reason, Caller caller, Instant at) {
        return new Decision(approved, caller.subject(), at.truncatedTo(ChronoUnit.MICROS), reason, caller.tokenId());
    }

    /** In lab mode nobody is asked. */
    public static Decision lab(Instant at) {
        return new Decision(true, LAB, at.truncatedTo(ChronoUnit.MICROS), null, "-");
    }

    public ApprovalState state() {
        return approved ? ApprovalState.APPROVED : ApprovalState.REJECTED;
    }

    /** The text for {@code errorMessage} when it is rejected. */
    public String rejection() {
        return reason == null ? "The request was rejected." : reason;
    }
}
