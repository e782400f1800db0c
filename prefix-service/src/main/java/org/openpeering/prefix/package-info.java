/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Words that several features refuse with.
 */
@NullMarked
package org.openpeering.prefix;

import org.jspecify.annotations.NullMarked;
