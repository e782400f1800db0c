/* SPDX-License-Identifier: Apache-2.0 */
/** Samples of a partition become minutes, in memory: what counts, what is late, what came before. Pure. */
@NullMarked
package org.openpeering.insights.latency.window;

import org.jspecify.annotations.NullMarked;
