/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is due because something changed, and the order that keeps changes from missing each other.
 */
@NullMarked
package org.openpeering.prefix.change;

import org.jspecify.annotations.NullMarked;
