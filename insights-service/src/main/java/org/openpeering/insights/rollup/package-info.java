/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tables of numbers by time that become coarser with age: minutes for two days, five minutes for fourteen, hours for a hundred,
 * days for three years. Each level is merged from the finer one.
 */
@NullMarked
package org.openpeering.insights.rollup;

import org.jspecify.annotations.NullMarked;
