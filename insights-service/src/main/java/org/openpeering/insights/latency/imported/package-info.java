/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What others have measured, read record by record: results of RIPE Atlas, round trips of flow export. What is at fault is counted
 * and told, and the rest goes on. Pure.
 */
@NullMarked
package org.openpeering.insights.latency.imported;

import org.jspecify.annotations.NullMarked;
