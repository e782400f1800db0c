/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Decides whether a prefix is as its owner says whenever something changed: judges what is due, and settles what follows.
 */
@NullMarked
package org.openpeering.prefix.validation;

import org.jspecify.annotations.NullMarked;
