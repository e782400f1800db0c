/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import org.openpeering.contract.net.IpAddress;

/**
 * A router's peer.
 *
 * @param router name in the inventory
 * @param distinguisher as in the BMP per-peer header, 0 for the global instance
 * @param address the peer's
 */
public record PeerId(String router, long distinguisher, IpAddress address) {}
