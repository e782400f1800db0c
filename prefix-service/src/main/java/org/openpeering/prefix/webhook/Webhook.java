/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.prefix.notice.Format;

/**
 * A webhook as it stands.
 *
 * @param target the URL; of one by mail the addresses, with commas between them
 * @param previousUntil when the secret before stops being good; null: there is none
 * @param pause null: it is active
 */
public record Webhook(
        ResourceId id,
        Sealed target,
        Format format,
        Digest digest,
        Filter filter,
        @Nullable Instant previousUntil,
        @Nullable Pause pause,
        Health health,
        long revision) {}
