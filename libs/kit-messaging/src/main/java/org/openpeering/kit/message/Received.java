/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import org.jspecify.annotations.Nullable;

/**
 * A message that could be read.
 *
 * @param body null for a tombstone
 */
public record Received<T>(
        String key, long revision, @Nullable T body) {}
