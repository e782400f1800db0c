/* SPDX-License-Identifier: Apache-2.0 */
/** Wakes workers of all replicas through PostgreSQL, after a commit and not in it. */
@NullMarked
package org.openpeering.kit.wake;

import org.jspecify.annotations.NullMarked;
