/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The demonstration: a synthetic network and the suite's users show the whole loop in a minute.
 *
 * <p>{@link org.openpeering.stack.demo.Demonstration} is the script, {@link org.openpeering.stack.demo.DemoNetwork} the routers
 * with their peers, {@link org.openpeering.stack.demo.ApiClient} a user of the public API. Invariant: only what any user
 * and any router can do is done; no back door.
 */
@NullMarked
package org.openpeering.stack.demo;

import org.jspecify.annotations.NullMarked;
