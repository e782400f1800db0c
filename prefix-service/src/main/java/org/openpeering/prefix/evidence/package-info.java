/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a validation looks at, gathered at one moment.
 */
@NullMarked
package org.openpeering.prefix.evidence;

import org.jspecify.annotations.NullMarked;
