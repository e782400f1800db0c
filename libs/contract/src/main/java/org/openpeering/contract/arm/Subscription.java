/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tenant. As in every id, case is preserved and ignored (contract section G.3): what somebody wrote is shown, and two
 * that differ in case only are equal. What is stored and looked for is the {@link #key}.
 *
 * @param id as it was written
 */
public record Subscription(String id) {

    /** What subscriptions are compared, stored and looked for by: the id in lower case. */
    public String key() {
        return id.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subscription subscription && key().equals(subscription.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return id;
    }
}
