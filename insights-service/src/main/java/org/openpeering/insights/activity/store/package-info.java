/* SPDX-License-Identifier: Apache-2.0 */
/** The tables of what was counted. */
@NullMarked
package org.openpeering.insights.activity.store;

import org.jspecify.annotations.NullMarked;
