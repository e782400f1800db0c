/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What changed and has not been followed up, the worker that follows it up, and the validations that are due because of it.
 */
@NullMarked
package org.openpeering.prefix.change;

import org.jspecify.annotations.NullMarked;
