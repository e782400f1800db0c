/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A webhook as an answer shows it.
 *
 * @param secret the one that was just made; null: none was, and who has lost it has a new one made
 */
public record Issued(Webhook webhook, @Nullable String secret) {
    static Issued known(Webhook webhook) {
        return new Issued(webhook, null);
    }

    /** Its secret stays out of logs. */
    @Override
    public String toString() {
        return "Issued[" + webhook.id() + "]";
    }
}
