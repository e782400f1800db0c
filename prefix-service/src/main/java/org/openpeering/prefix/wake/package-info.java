/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Threads that sleep until the database says that there is work.
 */
@NullMarked
package org.openpeering.prefix.wake;

import org.jspecify.annotations.NullMarked;
