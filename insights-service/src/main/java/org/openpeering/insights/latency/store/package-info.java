/* SPDX-License-Identifier: Apache-2.0 */
/** What a reader of samples has to write down at once, and up to which place it has read. */
@NullMarked
package org.openpeering.insights.latency.store;

import org.jspecify.annotations.NullMarked;
