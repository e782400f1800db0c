/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Routing events of customer prefixes: kept, listed, streamed.
 */
@NullMarked
package org.openpeering.prefix.event;

import org.jspecify.annotations.NullMarked;
