/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Reply {
    /** @param retryAfter how long the receiver asks us to wait; null: it does not */
    record Answered(int status, @Nullable Duration retryAfter) implements Reply {}

    /** @param reason a sentence for who owns the request */
    record Failed(String reason) implements Reply {}
}
