/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Load against a running suite; each program prints its figures beside the goals and fails only when something does not
 * work or a thread of an event loop was blocked. The suite may be that of another checkout, see {@link
 * org.openpeering.benchmarks.Launcher}.
 */
@NullMarked
package org.openpeering.benchmarks;

import org.jspecify.annotations.NullMarked;
