/* SPDX-License-Identifier: Apache-2.0 */
/** Load against a running suite; each program prints its figures beside the goals and fails only when nothing works. */
@NullMarked
package org.openpeering.benchmarks;

import org.jspecify.annotations.NullMarked;
