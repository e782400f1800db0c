/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The conditions that a prefix has to meet, and what is said of each: findings, and how to mend them. Pure: evidence in,
 * examinations out.
 */
@NullMarked
package org.openpeering.prefix.check;

import org.jspecify.annotations.NullMarked;
