/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Rows of prefixes in primitive arrays: tens of bytes for each instead of hundreds, and searched by prefix length.
 */
@NullMarked
package org.openpeering.registry.table;

import org.jspecify.annotations.NullMarked;
