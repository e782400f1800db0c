/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which service answers a path: {@link org.openpeering.gateway.route.RequestPath} cuts it and refuses what is ambiguous,
 * {@link org.openpeering.gateway.route.RoutingTable} decides. Pure.
 */
@NullMarked
package org.openpeering.gateway.route;

import org.jspecify.annotations.NullMarked;
