/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.quota;

/**
 * What a request cost.
 *
 * @param header {@code x-ms-ratelimit-remaining-subscription-reads} and its like
 * @param remaining requests that are left at once
 * @param retryAfter seconds to wait when this one is refused, else zero
 */
public record Charge(String header, long remaining, long retryAfter) {
    public boolean granted() {
        return retryAfter == 0;
    }
}
