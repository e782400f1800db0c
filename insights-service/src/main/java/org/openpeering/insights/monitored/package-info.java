/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The prefixes that owners want watched, and one walk that finds those a route says something about: its own prefix, the
 * blocks that hold it and the blocks it holds. {@link org.openpeering.insights.monitored.MonitoredTrie} is the way in.
 */
@NullMarked
package org.openpeering.insights.monitored;

import org.jspecify.annotations.NullMarked;
