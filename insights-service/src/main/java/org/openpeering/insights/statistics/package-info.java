/* SPDX-License-Identifier: Apache-2.0 */
/** What was seen of sessions and of monitored prefixes, counted in minutes, hours and days. */
@NullMarked
package org.openpeering.insights.statistics;

import org.jspecify.annotations.NullMarked;
