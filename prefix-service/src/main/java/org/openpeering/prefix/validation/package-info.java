/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Decides whether a prefix is as its owner says: pure checks over evidence, and the worker that runs them when something changed.
 */
@NullMarked
package org.openpeering.prefix.validation;

import org.jspecify.annotations.NullMarked;
