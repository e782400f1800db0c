/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import java.time.Instant;

/**
 * @param session its text
 * @param at since when it is so
 * @param revision of the message that said so
 */
record SessionChange(String session, Instant at, Sight sight, long revision) {}
