/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Servers of registry data for tests, also those of other modules.
 */
@NullMarked
package org.openpeering.registry.testing;

import org.jspecify.annotations.NullMarked;
