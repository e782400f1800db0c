/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the other services and collectors say, whole and in memory: peerings, peering services, edge routers,
 * monitored prefixes, and which
 * collector holds which session. Fed by the collector's followers; read by whoever answers questions.
 */
@NullMarked
package org.openpeering.insights.directory;

import org.jspecify.annotations.NullMarked;
