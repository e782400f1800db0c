/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

/**
 * A peer as it stands.
 *
 * @param connected false while its router's BMP connection is lost
 * @param resyncing true while some of its routes are of an epoch before and may be gone
 * @param routes number of routes held
 */
public record PeerStatus(PeerSession session, boolean connected, boolean resyncing, int routes) {}
