/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.util.Map;
import org.openpeering.insights.latency.Measured;

/**
 * What a reader of a partition writes down at once.
 *
 * @param before the offset up to which it knows all to be written
 * @param after the one up to which it has read
 */
public record Turn(int part, long before, long after, Map<WindowKey, Measured> windows) {}
