/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What customers, partners and the operator read of the tables: the routes that a peering received, the looking glass, sizes
 * and limits.
 *
 * <p>A replica of the service knows the sessions of the routers that report to it. Whoever is asked finds out from
 * {@code session-states} which sessions the question is about and who holds them ({@link
 * org.openpeering.insights.glass.Holders}), asks those replicas for their part with the caller's token ({@link
 * org.openpeering.insights.glass.Replicas}), and answers with all parts or not at all.
 */
@NullMarked
package org.openpeering.insights.glass;

import org.jspecify.annotations.NullMarked;
