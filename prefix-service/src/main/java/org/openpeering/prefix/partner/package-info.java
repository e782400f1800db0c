/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Copies of the partner service's objects, and how to ask their owner when a copy may be behind.
 */
@NullMarked
package org.openpeering.prefix.partner;

import org.jspecify.annotations.NullMarked;
