/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The demonstration of {@code ./start --demo}: {@link org.openpeering.stack.demo.Demo} is what it implements, found by
 * {@link java.util.ServiceLoader}.
 */
@NullMarked
package org.openpeering.stack.demo;

import org.jspecify.annotations.NullMarked;
