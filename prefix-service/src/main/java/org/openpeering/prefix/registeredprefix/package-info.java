/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a partner registers under its peerings, and the key it hands out for it. One owner for each prefix.
 */
@NullMarked
package org.openpeering.prefix.registeredprefix;

import org.jspecify.annotations.NullMarked;
