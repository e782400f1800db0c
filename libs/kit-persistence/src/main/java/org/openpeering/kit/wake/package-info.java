/* SPDX-License-Identifier: Apache-2.0 */
/** Workers, and what wakes them after a commit and not in it. */
@NullMarked
package org.openpeering.kit.wake;

import org.jspecify.annotations.NullMarked;
