/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Copies of what routers were seen to do: sessions, and the routes of monitored prefixes.
 */
@NullMarked
package org.openpeering.prefix.routes;

import org.jspecify.annotations.NullMarked;
