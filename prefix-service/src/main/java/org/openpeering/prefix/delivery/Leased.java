/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.prefix.notice.Format;
import org.openpeering.prefix.webhook.Digest;

/**
 * A delivery that is ours to send, with all that it takes.
 *
 * @param attempt from 1
 * @param secrets the newest first
 * @param event null: it is not kept any more
 */
record Leased(
        long seq,
        int attempt,
        ResourceId webhook,
        Instant expiresAt,
        Sealed target,
        Format format,
        Digest digest,
        List<Sealed> secrets,
        @Nullable RoutingEvent event,
        boolean test) {}
