/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a service looks at before it starts. {@link org.openpeering.kit.start.ProductionRules} says which settings production
 * refuses; {@link org.openpeering.kit.start.StartCheck} asks it before anything is connected to; whoever learns later that
 * the service must not run throws {@link org.openpeering.kit.start.StartRefused}, too; {@link
 * org.openpeering.kit.start.Start} tells each violation on one line and exits.
 */
@NullMarked
package org.openpeering.kit.start;

import org.jspecify.annotations.NullMarked;
