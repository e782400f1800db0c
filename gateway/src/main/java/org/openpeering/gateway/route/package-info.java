/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which service answers a path that {@link org.openpeering.contract.request.RequestPath} has cut:
 * {@link org.openpeering.gateway.route.RoutingTable} decides. Pure.
 */
@NullMarked
package org.openpeering.gateway.route;

import org.jspecify.annotations.NullMarked;
