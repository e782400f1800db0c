/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Child processes and what goes with them: their output, their pid files, their ports, waiting for a condition.
 *
 * <p>Invariants: a process is only ever signalled by the id under which this package started it, checked against its
 * start time; waiting always has a limit and obeys interruption.
 */
@NullMarked
package org.openpeering.stack.process;

import org.jspecify.annotations.NullMarked;
