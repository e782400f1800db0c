/* SPDX-License-Identifier: Apache-2.0 */
/** The tables of round trips: written by partitions' readers, merged upward, and asked. */
@NullMarked
package org.openpeering.insights.latency.store;

import org.jspecify.annotations.NullMarked;
