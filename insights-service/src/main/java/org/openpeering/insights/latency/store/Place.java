/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Instant;
import org.openpeering.insights.rollup.Level;

/** Where something is added: a row's key. */
record Place(Level level, int series, Instant at, int part) {}
