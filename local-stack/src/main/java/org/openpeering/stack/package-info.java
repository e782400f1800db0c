/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The whole suite on one machine: {@link org.openpeering.stack.LocalStack} as a library for end-to-end tests, {@link
 * org.openpeering.stack.Main} behind {@code ./start}.
 *
 * <p>Invariants: everything listens on the loopback address; one data folder belongs to one running stack; whatever was
 * started is stopped in reverse order, by its own process id.
 */
@NullMarked
package org.openpeering.stack;

import org.jspecify.annotations.NullMarked;
