/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whether who originates a route may: by the RPKI ({@link org.openpeering.insights.origin.RpkiOrigins}), and by what
 * customers and partners have registered ({@link org.openpeering.insights.origin.KnownOrigins}).
 */
@NullMarked
package org.openpeering.insights.origin;

import org.jspecify.annotations.NullMarked;
