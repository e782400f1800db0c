/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

/**
 * An entry of the history.
 *
 * @param seq what pages are cut by
 */
public record RememberedChange(long seq, RouteChangeView view) {}
