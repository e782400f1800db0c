/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import java.time.Instant;
import org.openpeering.contract.arm.WireEnum;

/** Why a webhook is paused, and since when. */
public record Pause(Reason reason, Instant since) {
    /** Who did it. */
    public enum Reason implements WireEnum {
        BY_OWNER,
        DELIVERIES_FAILED
    }
}
