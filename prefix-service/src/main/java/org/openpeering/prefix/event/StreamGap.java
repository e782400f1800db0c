/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;

/**
 * What a stream cannot say any more: events recorded between two times may be missing in it. What became of them stands in the
 * lists of events, which are kept as long, and what goes on longer.
 *
 * @param from when it begins, to the hour before; absent: nobody knows, since as long as there are events
 * @param to when it ends
 */
@RegisterForReflection
record StreamGap(@Nullable Instant from, Instant to, Reason reason) {
    /** The event's name, beside those of {@code EventType}. */
    static final String NAME = "StreamGap";

    /** Why. */
    enum Reason implements WireEnum {
        /** The log is not kept as long. */
        EXPIRED,
        /** The last event id is not one of ours, or was not given yet: of another installation, or before a restored backup. */
        UNKNOWN
    }
}
