/* SPDX-License-Identifier: Apache-2.0 */
/** How a way is measured, and what may be measured at all. */
@NullMarked
package org.openpeering.agent.probe;

import org.jspecify.annotations.NullMarked;
